#include "ui/dialogs/start_ride_dialog.h"

#include "db/fleet/fleet.h"
#include "models/presentation/words.h"
#include "ui/console_context.h"
#include "ui/dialogs/city_choice.h"
#include "ui/dialogs/subject_text.h"
#include "ui/dialogs/user_picker.h"

#include <QComboBox>
#include <QPushButton>

namespace movr {

StartRideDialog::StartRideDialog(ConsoleContext *context, const Vehicle &vehicle, QWidget *parent)
    : FormDialog(tr("Start ride"), parent), m_vehicle(vehicle),
      m_rider(new UserPicker(context, tr("rider"), this))
{
    setIntroduction(tr("The ride starts now on the %1, where it stands: %2.")
                        .arg(subjectText(vehicle), vehicle.lastLocation));
    m_city = addChoice(tr("Rider's &city:"));
    addField(tr("&Rider:"), m_rider,
             [this] { return m_rider->chosen() ? QString() : tr("The rider has to be chosen."); });

    const auto &rider = context->rider();
    fillCities(m_city, context->fleet(), rider ? rider->city : vehicle.city);
    m_rider->setCity(m_city->currentData().toString());
    connect(m_city, &QComboBox::currentIndexChanged, m_rider,
            [this] { m_rider->setCity(m_city->currentData().toString()); });
    connect(m_rider, &UserPicker::chosenChanged, this, [this] { fieldChanged(m_rider); });
    if (rider)
        m_rider->propose(*rider);
    setAcceptText(tr("&Start ride"), QStringLiteral("media-playback-start"));
    if (rider)
        acceptButton()->setFocus();
    else
        m_rider->setFocus();
}

StartRide StartRideDialog::request(const RequestStamp &stamp) const
{
    StartRide request;
    request.stamp = stamp;
    request.vehicle = m_vehicle.rowId();
    request.rider = m_rider->chosen()->rowId();
    return request;
}

} // namespace movr
