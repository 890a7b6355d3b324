#include "models/presentation/region_labels.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace movr {

RegionLabels::RegionLabels(const Deployment &deployment)
{
    for (const Region &region : deployment.regions) {
        const auto alike = [&region](const Region &other) { return other.label == region.label; };
        const bool own = std::count_if(deployment.regions.cbegin(), deployment.regions.cend(), alike) == 1;
        if (own && !region.label.isEmpty() && region.label != region.name)
            m_labels.insert(region.name, region.label);
    }
}

QString RegionLabels::of(const QString &name) const
{
    return m_labels.value(name, name);
}

QStringList RegionLabels::of(const QStringList &names) const
{
    QStringList labels;
    for (const QString &name : names)
        labels.append(of(name));
    return labels;
}

QString RegionLabels::withName(const QString &name) const
{
    const auto label = m_labels.constFind(name);
    return label == m_labels.cend()
             ? name
             : QCoreApplication::translate("RegionLabels", "%1 (%2)").arg(*label, name);
}

QString RegionLabels::in(const QString &sentence) const
{
    return replaced(sentence, [this](const QString &name) { return of(name); });
}

QString RegionLabels::withNamesIn(const QString &sentence) const
{
    return replaced(sentence, [this](const QString &name) { return withName(name); });
}

template <class Named>
QString RegionLabels::replaced(const QString &sentence, Named named) const
{
    // Whole names only: one may be the beginning of another ("gcp-us-west1", "gcp-us-west10").
    static const QRegularExpression word(QStringLiteral("[\\w-]+"));
    QString told;
    qsizetype end = 0;
    for (auto found = word.globalMatch(sentence); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        if (!m_labels.contains(match.captured()))
            continue;
        told += QStringView(sentence).mid(end, match.capturedStart() - end);
        told += named(match.captured());
        end = match.capturedEnd();
    }
    return told + sentence.mid(end);
}

} // namespace movr
