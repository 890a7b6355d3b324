#include "ui/placement_change/move_home_form.h"

#include "models/presentation/region_labels.h"
#include "ui/text/selectable_text.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>

#include <map>

namespace movr {

MoveHomeForm::MoveHomeForm(const Deployment &deployment, const Catalog &catalog, QWidget *parent)
    : QWidget(parent), m_deployment(deployment), m_catalog(catalog), m_partition(new QComboBox(this)),
      m_to(new QComboBox(this)), m_now(new QLabel(this))
{
    m_partition->setAccessibleName(tr("Partition"));
    m_to->setAccessibleName(tr("New home"));
    m_now->setTextFormat(Qt::PlainText);
    m_now->setAccessibleName(tr("Home now"));
    auto *warning = selectableText(this);
    warning->setText(
        tr("Both servers have to be up. The home of a server that is down is not moved: without a majority "
           "that decides, its cities could end up with two homes and lose changes. Bring the server back, or "
           "promote its streaming standby (pg_ctl promote) under the same address; the copies can be read "
           "meanwhile."));
    warning->setObjectName(QStringLiteral("noFailOver"));

    std::map<QString, QStringList> partitions;
    for (const CityInfo &city : m_catalog.cities())
        partitions[city.partition].append(city.city);
    for (const auto &[partition, cities] : partitions)
        m_partition->addItem(tr("%1: %2").arg(partition, cities.join(QStringLiteral(", "))), partition);

    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("&Partition:"), m_partition);
    form->addRow(tr("Home now:"), m_now);
    form->addRow(tr("&New home:"), m_to);
    form->addRow(warning);
    connect(m_partition, &QComboBox::currentIndexChanged, this, &MoveHomeForm::fillRegions);
    connect(m_to, &QComboBox::currentIndexChanged, this, &MoveHomeForm::changed);
    fillRegions();
}

void MoveHomeForm::fillRegions()
{
    QString home;
    for (const CityInfo &city : m_catalog.cities())
        if (city.partition == m_partition->currentData().toString())
            home = city.region;
    const RegionLabels labels(m_deployment);
    m_now->setText(labels.withName(home));
    m_to->clear();
    for (const Region &region : m_deployment.regions)
        if (region.name != home)
            m_to->addItem(labels.withName(region.name), region.name);
    Q_EMIT changed();
}

void MoveHomeForm::choose(const QString &partition, const QString &to)
{
    if (const int row = m_partition->findData(partition); row >= 0)
        m_partition->setCurrentIndex(row);
    if (const int row = m_to->findData(to); row >= 0)
        m_to->setCurrentIndex(row);
}

QString MoveHomeForm::obstacle() const
{
    if (m_partition->currentIndex() < 0)
        return tr("There is no partition.");
    return m_to->currentIndex() < 0 ? tr("There is no other home.") : QString();
}

MoveHome MoveHomeForm::request() const
{
    return {m_partition->currentData().toString(), m_to->currentData().toString()};
}

} // namespace movr
