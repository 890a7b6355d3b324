#include "models/latency/region_figures_model.h"

#include "models/latency/figure_words.h"

#include <QLocale>

#include <algorithm>

namespace movr {

namespace {

std::optional<CurveKind> kindOf(int column)
{
    switch (column) {
    case RegionFiguresModel::P50:
        return CurveKind::P50;
    case RegionFiguresModel::P95:
        return CurveKind::P95;
    case RegionFiguresModel::P99:
        return CurveKind::P99;
    case RegionFiguresModel::Floor:
        return CurveKind::Floor;
    default:
        return std::nullopt;
    }
}

QString nameOf(const RegionFiguresModel::Series &series)
{
    return QStringLiteral("%1|%2|%3").arg(series.region).arg(int(series.kind)).arg(int(series.earlier));
}

} // namespace

size_t qHash(const RegionFiguresModel::Series &series, size_t seed)
{
    return qHashMulti(seed, series.region, int(series.kind), series.earlier);
}

void RegionFiguresModel::setRegions(const QStringList &names, const RegionLabels &labels)
{
    beginResetModel();
    m_names = names;
    m_labels = labels;
    m_rows.clear();
    for (const QString &name : names)
        m_rows.append({name, false, {}, {}});
    endResetModel();
}

void RegionFiguresModel::setScene(const LatencyScene &scene, const QString &nowText, const QString &thenText)
{
    m_nowText = nowText;
    m_thenText = thenText;
    QStringList names = m_names;
    for (const QString &name : scene.regions())
        if (!names.contains(name))
            names.append(name); // of a former deployment, known by the history
    QList<Row> rows;
    for (const QString &name : names) {
        const LatencyCurve *statements = curveOf(scene.statements, name);
        const LatencyCurve *floor = curveOf(scene.floors, name);
        rows.append({name, false, statements ? statements->whole : LatencyFigures{},
                     floor ? floor->whole : LatencyFigures{}});
        if (const LatencyCurve *earlier = curveOf(scene.earlier, name))
            rows.append({name, true, earlier->whole, {}});
    }
    if (rows == m_rows) {
        m_rows = rows;
        if (!rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(int(rows.size()) - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

void RegionFiguresModel::setZone(const QTimeZone &zone)
{
    m_zone = zone;
}

void RegionFiguresModel::setReference(const QString &region)
{
    if (m_reference == region)
        return;
    m_reference = region;
    Q_EMIT headerDataChanged(Qt::Horizontal, Against, Against);
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, Against), index(int(m_rows.size()) - 1, Against));
}

void RegionFiguresModel::setShown(const Series &series, bool shown)
{
    if (isShown(series) == shown)
        return;
    if (shown)
        m_hidden.remove(series);
    else
        m_hidden.insert(series);
    for (int row = 0; row < rowCount(); ++row)
        if (m_rows.at(row).region == series.region && m_rows.at(row).earlier == series.earlier)
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1), {Qt::CheckStateRole});
    Q_EMIT shownChanged();
}

QStringList RegionFiguresModel::hidden() const
{
    QStringList names;
    for (const Series &series : m_hidden)
        names.append(nameOf(series));
    names.sort();
    return names;
}

void RegionFiguresModel::setHidden(const QStringList &names)
{
    QSet<Series> hidden;
    for (const QString &name : names) {
        const QStringList parts = name.split(u'|');
        const int kind = parts.value(1).toInt();
        if (parts.size() == 3 && kind >= 0 && kind <= int(CurveKind::Floor))
            hidden.insert({parts.first(), CurveKind(kind), parts.last() == u"1"});
    }
    if (hidden == m_hidden)
        return;
    m_hidden = hidden;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1), {Qt::CheckStateRole});
    Q_EMIT shownChanged();
}

int RegionFiguresModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RegionFiguresModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QList<CurveKind> RegionFiguresModel::kindsOf(const Row &row) const
{
    if (row.earlier || !m_thenText.isEmpty())
        return {CurveKind::P50, CurveKind::P95, CurveKind::P99}; // the floor is not compared
    return {allCurveKinds.cbegin(), allCurveKinds.cend()};
}

Qt::CheckState RegionFiguresModel::regionState(const Row &row) const
{
    const QList<CurveKind> kinds = kindsOf(row);
    const auto shown = std::count_if(kinds.cbegin(), kinds.cend(), [&](CurveKind kind) {
        return isShown({row.region, kind, row.earlier});
    });
    return shown == 0 ? Qt::Unchecked : shown == kinds.size() ? Qt::Checked : Qt::PartiallyChecked;
}

QString RegionFiguresModel::againstText(const Row &row) const
{
    const auto reference = std::find_if(m_rows.cbegin(), m_rows.cend(), [this](const Row &other) {
        return other.region == m_reference && !other.earlier;
    });
    if (m_reference.isEmpty() || reference == m_rows.cend())
        return {};
    if (&row == &*reference)
        return tr("the reference");
    if (!row.figures.p50 || !reference->figures.p50 || reference->figures.p50->count() == 0)
        return QStringLiteral("–");
    const double mine = double(row.figures.p50->count()) / 1e6;
    const double theirs = double(reference->figures.p50->count()) / 1e6;
    const QString sign = mine >= theirs ? QStringLiteral("+") : QStringLiteral("−");
    return tr("%1%2 ms (× %3)", "sign, difference, ratio")
        .arg(sign, millisecondsText(std::abs(mine - theirs)),
             QLocale().toString(mine / theirs, 'g', mine / theirs < 100 ? 3 : 4));
}

QString RegionFiguresModel::text(const Row &row, int column) const
{
    const bool compared = !m_thenText.isEmpty();
    switch (column) {
    case Region:
        return compared ? tr("%1, %2", "region, day or hour")
                              .arg(m_labels.of(row.region), row.earlier ? m_thenText : m_nowText)
                        : m_labels.of(row.region);
    case P50:
        return latencyText(row.figures.p50);
    case P95:
        return latencyText(row.figures.p95);
    case P99:
        return p99Text(row.figures);
    case Floor:
        return compared ? QString() : latencyText(row.floor.p50);
    case Count:
        return QLocale().toString(row.figures.n);
    case Failures:
        return QLocale().toString(failuresOf(row.figures));
    case Against:
        return againstText(row);
    default:
        return {};
    }
}

QString RegionFiguresModel::tooltip(const Row &row, int column) const
{
    if (column == Region)
        return tr("%1\nReturn or a double click looks at this region alone: the others step back.")
            .arg(m_labels.withName(row.region));
    if (column == Failures) {
        const QString failures = failuresText(row.figures);
        const QString probes = row.floor.unreachable + row.floor.timedOut > 0
                                 ? tr("The probe was not answered %1 times.")
                                       .arg(QLocale().toString(row.floor.unreachable + row.floor.timedOut))
                                 : QString();
        const QString text = failures.isEmpty() ? tr("No statement failed.") : failures;
        return probes.isEmpty() ? text : text + u'\n' + probes;
    }
    if (column == Against)
        return tr("Median beside the median of the region that is looked at.");
    const auto kind = kindOf(column);
    if (!kind)
        return tr("Answered statements, %1").arg(provenanceText(row.figures, m_zone));
    const LatencyFigures &figures = *kind == CurveKind::Floor ? row.floor : row.figures;
    if (figures.n == 0)
        return tr("Nothing was answered, %1").arg(provenanceText(figures, m_zone));
    if (*kind == CurveKind::P99 && !figures.p99)
        return tr("p99 needs %1 samples; %2")
            .arg(LatencyFigures::leastForP99)
            .arg(provenanceText(figures, m_zone));
    if (*kind == CurveKind::Floor)
        return tr("Median round trip of the probe, %1").arg(provenanceText(figures, m_zone));
    return tr("%1, %2").arg(curveKindText(*kind), provenanceText(figures, m_zone));
}

QVariant RegionFiguresModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row &row = m_rows.at(index.row());
    const auto kind = kindOf(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return tooltip(row, index.column());
    case Qt::AccessibleTextRole:
        return kind ? tr("%1 of %2: %3; %4", "percentile, region, latency, n and window and source")
                          .arg(curveKindText(*kind), text(row, Region), text(row, index.column()),
                               tooltip(row, index.column()))
                    : text(row, index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() == Region ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::CheckStateRole:
        if (index.column() == Region)
            return regionState(row);
        if (kind && kindsOf(row).contains(*kind))
            return isShown({row.region, *kind, row.earlier}) ? Qt::Checked : Qt::Unchecked;
        return {};
    case RegionRole:
        return row.region;
    case KindRole:
        return kind ? QVariant(int(*kind)) : QVariant();
    case EarlierRole:
        return row.earlier;
    case MeaningRole: {
        const bool bad = index.column() == Failures && failuresOf(row.figures) > 0;
        const bool none = row.figures.n == 0 && index.column() != Region && index.column() != Floor;
        return QVariant::fromValue(bad ? Meaning::Bad : none ? Meaning::Muted : Meaning::Neutral);
    }
    default:
        return {};
    }
}

bool RegionFiguresModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || index.row() >= m_rows.size())
        return false;
    const Row row = m_rows.at(index.row());
    const bool shown = value.toInt() == Qt::Checked;
    if (index.column() == Region) {
        for (const CurveKind kind : kindsOf(row))
            setShown({row.region, kind, row.earlier}, shown);
        return true;
    }
    const auto kind = kindOf(index.column());
    if (!kind || !kindsOf(row).contains(*kind))
        return false;
    setShown({row.region, *kind, row.earlier}, shown);
    return true;
}

QVariant RegionFiguresModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Region ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Region:
        return tr("Region");
    case Floor:
        return tr("Network floor");
    case Count:
        return tr("Answered");
    case Failures:
        return tr("Failures");
    case Against:
        return m_reference.isEmpty() ? tr("Against") : tr("p50 against %1").arg(m_labels.of(m_reference));
    default:
        return curveKindText(kindOf(section).value_or(CurveKind::P50));
    }
}

Qt::ItemFlags RegionFiguresModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && data(index, Qt::CheckStateRole).isValid())
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace movr
