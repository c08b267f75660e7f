/* Numbers with check digits: a wrong digit anywhere, and they are nobody's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lint/numbers.h"

static struct digits digits(const char *text) {
  struct digits d;
  assert_true(digits_of(str_from_c(text), &d));
  return d;
}

static const char *issuer(const char *text) {
  struct digits d = digits(text);
  return card_issuer(&d);
}

static void test_cards(void **state) {
  (void)state;
  assert_string_equal(issuer("4539 1488 0343 6467"), "Visa");
  assert_string_equal(issuer("5555-5555-5555-4444"), "Mastercard");
  assert_string_equal(issuer("2223003122003222"), "Mastercard");
  assert_string_equal(issuer("378282246310005"), "American Express");
  assert_string_equal(issuer("6011111111111117"), "Discover");
  assert_string_equal(issuer("3530111333300000"), "JCB");
  assert_string_equal(issuer("30569309025904"), "Diners Club");
  assert_string_equal(issuer("6200000000000005"), "UnionPay");
  assert_null(issuer("4539148803436468")); /* the sum */
  assert_null(issuer("79927398713"));      /* the sum is right, but nobody has the prefix */
  assert_null(issuer("45391488034364670"));
  assert_null(issuer(""));
}

/* Each digit replaced by each other one: the sum of Luhn sees all of them. */
static void test_card_slips(void **state) {
  (void)state;
  struct digits d = digits("4539148803436467");
  for (size_t i = 1; i < d.n; i++) {
    char right = d.text[i];
    for (char c = '0'; c <= '9'; c++) {
      d.text[i] = c;
      assert_int_equal(card_issuer(&d) != NULL, c == right);
    }
    d.text[i] = right;
  }
}

static bool is_resident(const char *text) {
  struct digits d = digits(text);
  return is_resident_number(&d);
}

static void test_resident_numbers(void **state) {
  (void)state;
  assert_true(is_resident("900307-1148231"));
  assert_false(is_resident("900307-1148232"));
  assert_false(is_resident("901307-1148231")); /* no such month */
  assert_false(is_resident("900230-1148231")); /* no such day */
  assert_false(is_resident("900307-114823"));
  size_t right = 0, foreign = 0, leap = 0, no_leap = 0;
  for (char c = '0'; c <= '9'; c++) {
    char text[] = "0002293123450", other[] = "0002291123450", stranger[] = "8505075123450";
    text[12] = other[12] = stranger[12] = c;
    right += is_resident(text);       /* 2000 was a leap year */
    no_leap += is_resident(other);    /* 1900 was none */
    foreign += is_resident(stranger); /* has a sum of its own */
    char last[] = "0402293123450";
    last[12] = c;
    leap += is_resident(last);
  }
  assert_int_equal(right, 1);
  assert_int_equal(no_leap, 0);
  assert_int_equal(foreign, 1);
  assert_int_equal(leap, 1);
}

static void test_ibans(void **state) {
  (void)state;
  assert_int_equal(iban_length(STR("DE89370400440532013000")), 22);
  assert_int_equal(iban_length(STR("NO93")), 15);
  assert_int_equal(iban_length(STR("XX93")), 0);
  assert_int_equal(iban_length(STR("DEAB")), 0);
  assert_int_equal(iban_length(STR("DE8")), 0);
  assert_true(has_iban_sum(STR("DE89370400440532013000")));
  assert_true(has_iban_sum(STR("GB82WEST12345698765432")));
  assert_true(has_iban_sum(STR("NO9386011117947")));
  assert_false(has_iban_sum(STR("DE89370400440532013001")));
  assert_false(has_iban_sum(STR("GB82TEST12345698765432")));
  assert_false(has_iban_sum(STR("GB82west12345698765432")));
}

static void test_too_many_digits(void **state) {
  (void)state;
  struct digits d;
  assert_true(digits_of(STR("a1b2-3"), &d));
  assert_string_equal(d.text, "123");
  assert_true(digits_of(STR("111111111111111111111111111111111111111"), &d));
  assert_false(digits_of(STR("1111111111111111111111111111111111111111"), &d));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cards),
      cmocka_unit_test(test_card_slips),
      cmocka_unit_test(test_resident_numbers),
      cmocka_unit_test(test_ibans),
      cmocka_unit_test(test_too_many_digits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
