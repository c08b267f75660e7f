/* Commands in a text: options and operands between their words, and what is another command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "lint/command.h"

static const struct str commands[] = {
    STR_INIT("rm -r"),          STR_INIT("git push --force"), STR_INIT("git push -f"),
    STR_INIT("kubectl delete"), STR_INIT("dd of="),           STR_INIT("DROP TABLE"),
    STR_INIT("mkfs"),           STR_INIT("FLUSHALL"),
};

/* What is found, as text, or "". */
static void expect(const char *text, const char *found) {
  struct arena a = {0};
  struct command_set set = command_set_of(&a, commands, sizeof commands / sizeof *commands);
  struct command_hit hit;
  struct str s = str_from_c(text);
  bool is_found = command_next(&set, s, 0, &hit);
  if (is_found != (*found != '\0') ||
      (is_found && !str_equal_c(str_slice(s, hit.from, hit.to), found)))
    fail_msg("%s", text);
  arena_free(&a);
}

static void test_found(void **state) {
  (void)state;
  expect("rm -r x", "rm -r");
  expect("rm -rf x", "rm -rf");
  expect("rm -v -fr x", "rm -v -fr");
  expect("sudo /bin/rm  -rf x", "rm  -rf");
  expect("git push --force", "git push --force");
  expect("git -C dir push origin main --force.", "git -C dir push origin main --force");
  expect("git push -fu origin", "git push -fu");
  expect("kubectl delete pod x", "kubectl delete");
  expect("kubectl -n shop --context=prod delete pod", "kubectl -n shop --context=prod delete");
  expect("kubectl \\\n  -n shop \\\n  delete pod", "kubectl \\\n  -n shop \\\n  delete");
  expect("dd if=/dev/zero of=/dev/sda", "dd if=/dev/zero of=/dev/sda");
  expect("psql -c \"DROP TABLE x\"", "DROP TABLE");
  expect("mkfs.ext4 /dev/sdb", "mkfs");
  expect("mkfs", "mkfs");
  expect("FLUSHALL", "FLUSHALL");
  expect("`FLUSHALL`", "FLUSHALL");
  expect("kubectl get pod; kubectl delete pod x", "kubectl delete");
  expect("kubectl delete\xEB\xA1\x9C x", "kubectl delete"); /* a Korean ending */
}

static void test_not_found(void **state) {
  (void)state;
  expect("", "");
  expect("r", "");
  expect("rm x", "");
  expect("rm x\n-r", "");
  expect("rm x; ls -r", "");
  expect("rm x | sort -r", "");
  expect("`rm x` -r", "");
  expect("docker run --rm -r", "");
  expect("farm -r", "");
  expect("rm --recursive-looking", "");
  expect("git push --force-with-lease", "");
  expect("git pull --force", "");
  expect("kubectl get pods delete", "");
  expect("kubectl describe delete", "");
  expect("DROPTABLE", "");
  expect("DROP the TABLE", "");
  expect("drop table", "");
  expect("dd if=/dev/sda", "");
  expect("mkfsx xmkfs FLUSHALLS", "");
}

static void test_nothing_to_look_for(void **state) {
  (void)state;
  struct arena a = {0};
  struct command_set set = command_set_of(&a, NULL, 0);
  struct command_hit hit;
  assert_false(command_next(&set, STR("rm -r"), 0, &hit));
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_found),
      cmocka_unit_test(test_not_found),
      cmocka_unit_test(test_nothing_to_look_for),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
