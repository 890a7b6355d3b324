#include "ui/placement_change/add_city_form.h"

#include <QComboBox>
#include <QCompleter>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QTimeZone>

namespace movr {

AddCityForm::AddCityForm(const Deployment &deployment, QWidget *parent)
    : QWidget(parent), m_city(new QLineEdit(this)), m_zone(new QComboBox(this)),
      m_latitude(degrees(90, tr("Latitude, degrees north"))),
      m_longitude(degrees(180, tr("Longitude, degrees east"))), m_region(new QComboBox(this))
{
    m_city->setAccessibleName(tr("City"));
    m_city->setPlaceholderText(tr("As it is written in every row, such as: lisbon"));
    m_city->setMaxLength(60);
    m_zone->setAccessibleName(tr("Time zone"));
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    const QList<QByteArray> zones = QTimeZone::availableTimeZoneIds();
    for (const QByteArray &zone : zones)
        m_zone->addItem(QString::fromLatin1(zone));
    m_zone->completer()->setFilterMode(Qt::MatchContains);
    m_zone->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_zone->setCurrentIndex(-1);
    m_region->setAccessibleName(tr("Home"));
    for (const Region &region : deployment.regions)
        m_region->addItem(tr("%1 (%2)").arg(region.label, region.name), region.name);

    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("C&ity:"), m_city);
    form->addRow(tr("&Home:"), m_region);
    form->addRow(tr("&Time zone:"), m_zone);
    form->addRow(tr("&Latitude:"), m_latitude);
    form->addRow(tr("L&ongitude:"), m_longitude);
    connect(m_city, &QLineEdit::textChanged, this, &AddCityForm::changed);
    connect(m_zone, &QComboBox::currentTextChanged, this, &AddCityForm::changed);
    setFocusProxy(m_city);
}

QDoubleSpinBox *AddCityForm::degrees(double limit, const QString &name)
{
    auto *box = new QDoubleSpinBox(this);
    box->setRange(-limit, limit);
    box->setDecimals(4);
    box->setSuffix(QStringLiteral("°"));
    box->setAccessibleName(name);
    box->setToolTip(name);
    return box;
}

bool AddCityForm::isComplete() const
{
    return !m_city->text().trimmed().isEmpty() && m_region->currentIndex() >= 0
        && QTimeZone::isTimeZoneIdAvailable(m_zone->currentText().toLatin1());
}

AddCity AddCityForm::request() const
{
    return {m_city->text().trimmed(), m_zone->currentText().toLatin1(), m_latitude->value(),
            m_longitude->value(), m_region->currentData().toString()};
}

} // namespace movr
