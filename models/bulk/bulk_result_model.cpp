#include "models/bulk/bulk_result_model.h"

#include "models/paged_model.h"
#include "models/presentation/words.h"

namespace movr {

static_assert(int(BulkResultModel::MeaningRole) == int(PagedModel::MeaningRole));

namespace {

QString textOf(const BulkItem &item)
{
    switch (item.state) {
    case BulkItem::State::Waiting:
        return BulkResultModel::tr("Waiting");
    case BulkItem::State::Sent:
        return BulkResultModel::tr("Sent");
    case BulkItem::State::Answered:
        return item.done() ? BulkResultModel::tr("Done")
                           : BulkResultModel::tr("Refused: %1").arg(sentence(item.outcome->verdict));
    case BulkItem::State::Failed:
        return item.failure->kind == FailureKind::Cancelled
                 ? BulkResultModel::tr("The connection was closed before the answer came.")
                 : item.failure->sentence;
    case BulkItem::State::NotSent:
        return item.failure ? BulkResultModel::tr("Not sent: %1").arg(item.failure->sentence)
                            : BulkResultModel::tr("Not sent: cancelled.");
    }
    return {};
}

Meaning meaningOf(const BulkItem &item)
{
    switch (item.state) {
    case BulkItem::State::Answered:
        return item.done() ? Meaning::Good : Meaning::Warning;
    case BulkItem::State::Failed:
        return Meaning::Bad;
    case BulkItem::State::Waiting:
    case BulkItem::State::NotSent:
        return Meaning::Muted;
    case BulkItem::State::Sent:
        return Meaning::Info;
    }
    return Meaning::Neutral;
}

} // namespace

BulkResultModel::BulkResultModel(const BulkChange *change, QStringList subjects, QObject *parent)
    : QAbstractTableModel(parent), m_change(change), m_subjects(std::move(subjects))
{
    connect(change, &BulkChange::itemsChanged, this,
            [this] { Q_EMIT dataChanged(index(0, Outcome), index(rowCount() - 1, Outcome)); });
}

void BulkResultModel::setLabels(const RegionLabels &labels)
{
    m_labels = labels;
}

int BulkResultModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_change->items().size());
}

int BulkResultModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant BulkResultModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const BulkItem &item = m_change->items().at(index.row());
    if (role == DoneRole)
        return item.done();
    if (role == MeaningRole)
        return QVariant::fromValue(index.column() == Outcome ? meaningOf(item) : Meaning::Neutral);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Subject:
        return role == Qt::ToolTipRole ? words::fullId(item.row().id) : m_subjects.value(index.row());
    case City:
        return words::city(item.row().city);
    default:
        return m_labels.in(textOf(item));
    }
}

QVariant BulkResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Subject:
        return tr("Row");
    case City:
        return tr("City");
    default:
        return tr("Result");
    }
}

QString BulkResultModel::summary(const BulkChange &change)
{
    QStringList parts{tr("%1 done").arg(change.doneCount())};
    const auto add = [&parts](const QString &words, int count) {
        if (count > 0)
            parts.append(words.arg(count));
    };
    add(tr("%1 refused"), change.refusedCount());
    add(tr("%1 failed"), change.count(BulkItem::State::Failed));
    add(tr("%1 not sent"), change.count(BulkItem::State::NotSent));
    add(tr("%1 to do"), change.count(BulkItem::State::Waiting) + change.count(BulkItem::State::Sent));
    return parts.join(tr(", "));
}

} // namespace movr
