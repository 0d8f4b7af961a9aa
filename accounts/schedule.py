"""What happens to memberships by the clock."""

from procrastinate.contrib.django import app

from accounts.actions import end_overdue, remind_to_renew


@app.periodic(cron="0 6 * * *")
@app.task(name="accounts.renewals", queueing_lock="accounts.renewals")
def renewals(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Remind before a membership ends, end what was not renewed."""
    end_overdue()
    remind_to_renew()
