#include "ui/placement_change/add_city_form.h"

#include "models/presentation/region_labels.h"

#include <QComboBox>
#include <QCompleter>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QTimeZone>

namespace movr {

AddCityForm::AddCityForm(const Deployment &deployment, QWidget *parent)
    : QWidget(parent), m_city(new QLineEdit(this)), m_region(new QComboBox(this)), m_zone(zones()),
      m_latitude(degrees(90, tr("Latitude, degrees north"))),
      m_longitude(degrees(180, tr("Longitude, degrees east")))
{
    m_city->setAccessibleName(tr("City"));
    m_city->setPlaceholderText(tr("As it is written in every row, such as: lisbon"));
    m_city->setMaxLength(60);
    m_region->setAccessibleName(tr("Home"));
    const RegionLabels labels(deployment);
    for (const Region &region : deployment.regions)
        m_region->addItem(labels.withName(region.name), region.name);

    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("C&ity:"), m_city);
    form->addRow(tr("&Home:"), m_region);
    form->addRow(tr("&Time zone:"), m_zone);
    form->addRow(tr("&Latitude:"), m_latitude);
    form->addRow(tr("L&ongitude:"), m_longitude);
    connect(m_city, &QLineEdit::textChanged, this, &AddCityForm::changed);
    connect(m_zone, &QComboBox::currentTextChanged, this, &AddCityForm::changed);
    for (QDoubleSpinBox *box : {m_latitude, m_longitude})
        connect(box, &QDoubleSpinBox::valueChanged, this, &AddCityForm::changed);
    setFocusProxy(m_city);
}

/// Complete before the fields after it are made: the editor in it has its place in the order of Tab from its making, and
/// setTabOrder() would leave it behind the last field, from where Tab would lead back here.
QComboBox *AddCityForm::zones()
{
    auto *box = new QComboBox(this);
    box->setAccessibleName(tr("Time zone"));
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    const QList<QByteArray> all = QTimeZone::availableTimeZoneIds();
    for (const QByteArray &zone : all)
        box->addItem(QString::fromLatin1(zone));
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->setCurrentIndex(-1);
    return box;
}

QDoubleSpinBox *AddCityForm::degrees(double limit, const QString &name)
{
    auto *box = new QDoubleSpinBox(this);
    box->setRange(-limit - 1, limit);
    box->setSpecialValueText(tr("Not given")); // below what there is
    box->setValue(box->minimum());
    box->setDecimals(4);
    box->setSuffix(QStringLiteral("°"));
    box->setAccessibleName(name);
    box->setToolTip(name);
    return box;
}

QString AddCityForm::obstacle() const
{
    const auto given = [](const QDoubleSpinBox *box) { return box->value() >= box->minimum() + 1; };
    if (m_city->text().trimmed().isEmpty())
        return tr("The city has no name yet.");
    if (m_region->currentIndex() < 0)
        return tr("No home is chosen.");
    if (!QTimeZone::isTimeZoneIdAvailable(m_zone->currentText().toLatin1()))
        return m_zone->currentText().isEmpty() ? tr("No time zone is chosen.")
                                               : tr("There is no time zone %1.").arg(m_zone->currentText());
    if (!given(m_latitude))
        return tr("The latitude is missing.");
    return given(m_longitude) ? QString() : tr("The longitude is missing.");
}

AddCity AddCityForm::request() const
{
    return {m_city->text().trimmed(), m_zone->currentText().toLatin1(), m_latitude->value(),
            m_longitude->value(), m_region->currentData().toString()};
}

} // namespace movr
