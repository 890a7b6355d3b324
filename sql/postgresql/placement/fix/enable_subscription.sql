-- {subscription}
ALTER SUBSCRIPTION {subscription} ENABLE;
