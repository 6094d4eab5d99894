-- Repeatable: passwords follow the configuration. Runs after the versioned migrations, which create the roles.
alter role center_hub with login password ${hub_password};
alter role center_notification with login password ${notification_password};
alter role center_billing with login password ${billing_password};
