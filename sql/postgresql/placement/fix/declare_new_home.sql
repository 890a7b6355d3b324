-- {partition}, {region}
INSERT INTO movr.placement (partition, region) VALUES ({partition}, {region});
SELECT movr.settle();
