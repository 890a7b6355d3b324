-- {subscription}
ALTER SUBSCRIPTION {subscription} REFRESH PUBLICATION;
