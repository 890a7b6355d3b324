#include "ui/dialogs/city_choice.h"

#include "db/fleet/fleet.h"
#include "models/presentation/words.h"

#include <QComboBox>

namespace movr {

void fillCities(QComboBox *box, const Fleet *fleet, const QString &preferred)
{
    box->clear();
    if (fleet) {
        const QStringList cities = fleet->catalog().citiesOf({});
        for (const QString &city : cities) {
            const CityInfo *info = fleet->catalog().city(city);
            if (info && fleet->region(info->region).state == RegionState::Up)
                box->addItem(words::city(city), city);
        }
    }
    box->setCurrentIndex(box->findData(preferred));
}

} // namespace movr
