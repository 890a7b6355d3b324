-- The reference's way, first of the round trips that every transaction of it begins with.
BEGIN ISOLATION LEVEL SERIALIZABLE
