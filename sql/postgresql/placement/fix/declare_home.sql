-- {partition}, {region}
UPDATE movr.placement SET region = {region} WHERE partition = {partition};
