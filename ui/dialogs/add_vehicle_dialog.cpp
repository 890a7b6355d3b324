#include "ui/dialogs/add_vehicle_dialog.h"

#include "models/presentation/words.h"
#include "models/validation.h"
#include "ui/console_context.h"
#include "ui/dialogs/city_choice.h"
#include "ui/dialogs/user_picker.h"

#include <QComboBox>
#include <QLineEdit>

namespace movr {

AddVehicleDialog::AddVehicleDialog(ConsoleContext *context, const QString &city,
                                   const std::optional<User> &owner, QWidget *parent)
    : FormDialog(tr("Add vehicle"), parent), m_owner(new UserPicker(context, tr("owner"), this))
{
    setIntroduction(tr("The vehicle is available at once, in the city of its owner."));
    m_city = addChoice(tr("&City:"));
    addField(tr("&Owner:"), m_owner,
             [this] { return m_owner->chosen() ? QString() : tr("The owner has to be chosen."); });
    m_type = addChoice(tr("&Type:"));
    m_brand =
        addLine(tr("&Brand:"), [](const QString &text) { return validation::name(tr("The brand"), text); });
    m_color =
        addLine(tr("Co&lor:"), [](const QString &text) { return validation::name(tr("The color"), text); });
    m_location = addLine(tr("Locatio&n:"),
                         [](const QString &text) { return validation::note(tr("The location"), text); });
    m_location->setPlaceholderText(tr("Street and number, or a landmark"));
    for (const VehicleType type : {VehicleType::Bike, VehicleType::Scooter, VehicleType::Skateboard})
        m_type->addItem(words::type(type), QVariant::fromValue(static_cast<int>(type)));

    fillCities(m_city, context->fleet(), owner ? owner->city : city);
    m_owner->setCity(m_city->currentData().toString());
    connect(m_city, &QComboBox::currentIndexChanged, m_owner,
            [this] { m_owner->setCity(m_city->currentData().toString()); });
    connect(m_owner, &UserPicker::chosenChanged, this, [this] { fieldChanged(m_owner); });
    if (owner)
        m_owner->propose(*owner);
    setAcceptText(tr("&Add vehicle"), QStringLiteral("list-add"));
    if (m_city->currentIndex() < 0)
        m_city->setFocus();
    else
        (owner ? static_cast<QWidget *>(m_type) : m_owner)->setFocus();
}

AddVehicle AddVehicleDialog::request(const RequestStamp &stamp) const
{
    AddVehicle request;
    request.stamp = stamp;
    request.owner = m_owner->chosen()->rowId();
    request.type = static_cast<VehicleType>(m_type->currentData().toInt());
    request.brand = validation::tidied(m_brand->text());
    request.color = validation::tidied(m_color->text());
    request.location = validation::tidied(m_location->text());
    return request;
}

} // namespace movr
