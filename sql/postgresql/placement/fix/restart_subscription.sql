-- {subscription}
ALTER SUBSCRIPTION {subscription} DISABLE;
ALTER SUBSCRIPTION {subscription} ENABLE;
