/* The end of a command that is not for findings, and that some of them keep from its work. */
#include "driver/session.h"

enum status session_stop(struct session *s, enum status status) {
  struct diag_report report = session_report(s);
  s->outputs.is_aside = true;
  status = status_worst(status, report_status(&report, s->options));
  status = status_worst(status, session_print(s, &report));
  return session_summary(s, &report, status);
}
