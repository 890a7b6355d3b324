#include "ui/dialogs/city_choice.h"

#include "db/fleet/fleet.h"
#include "models/presentation/region_labels.h"
#include "models/presentation/words.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QStandardItemModel>

namespace movr {

namespace {

QString obstacleOf(RegionState state, const QString &region)
{
    switch (state) {
    case RegionState::Down:
        return QCoreApplication::translate("CityChoice", "%1 does not answer").arg(region);
    case RegionState::Connecting:
        return QCoreApplication::translate("CityChoice", "connecting to %1").arg(region);
    case RegionState::Up:
        break;
    }
    return {};
}

} // namespace

void fillCities(QComboBox *box, const Fleet *fleet, const QString &preferred)
{
    box->clear();
    box->setPlaceholderText({});
    int chosen = -1;
    const QStringList cities = fleet ? fleet->catalog().citiesOf({}) : QStringList();
    const RegionLabels labels = fleet ? RegionLabels(fleet->deployment()) : RegionLabels();
    for (const QString &city : cities) {
        const QString region = fleet->catalog().city(city)->region;
        const QString obstacle = obstacleOf(fleet->region(region).state, labels.of(region));
        const QString text =
            obstacle.isEmpty()
                ? words::city(city)
                : QCoreApplication::translate("CityChoice", "%1 (%2)").arg(words::city(city), obstacle);
        box->addItem(text, city);
        if (auto *items = qobject_cast<QStandardItemModel *>(box->model()); items && !obstacle.isEmpty())
            items->item(box->count() - 1)->setEnabled(false);
        if (city == preferred && obstacle.isEmpty())
            chosen = box->count() - 1;
        else if (city == preferred) // why it is not chosen although it was meant
            box->setPlaceholderText(text);
    }
    box->setCurrentIndex(chosen);
}

} // namespace movr
