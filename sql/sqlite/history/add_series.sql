INSERT INTO series (deployment, region, statement) VALUES (:deployment, :region, :statement)
    ON CONFLICT (deployment, region, statement) DO NOTHING
