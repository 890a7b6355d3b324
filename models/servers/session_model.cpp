#include "models/servers/session_model.h"

#include "models/meaning.h"
#include "models/presentation/city_time.h"

#include <QCoreApplication>

#include <array>
#include <tuple>

namespace movr {

namespace {

using namespace std::chrono_literals;

/// Longer than that a transaction that does nothing is in others' way.
constexpr auto idleTooLong = 5s;

auto parts(const ServerSession &s)
{
    return std::tie(s.pid, s.startedAt, s.user, s.application, s.client, s.state, s.stateAge,
                    s.transactionAge, s.statementAge, s.waitKind, s.waitFor, s.blockedBy, s.text, s.statement,
                    s.kind, s.own);
}

QString stateText(const ServerSession &session)
{
    if (session.state.isEmpty())
        return session.kind;
    QString state = session.state;
    state[0] = state.at(0).toUpper();
    return state;
}

/// Milliseconds of what began just now, hours of what was forgotten.
QString agedText(Nanoseconds age)
{
    return age < 60s ? durationText(age)
                     : lengthText(std::chrono::duration_cast<std::chrono::seconds>(age).count());
}

Meaning meaningOf(const SessionRow &row, int column)
{
    const ServerSession &session = row.session;
    if (row.stale)
        return Meaning::Muted;
    const bool waits = session.waitKind == u"Lock" || !session.blockedBy.isEmpty();
    if (waits && (column == SessionModel::Wait || column == SessionModel::State))
        return Meaning::Warning;
    const bool idle = session.state.startsWith(u"idle in transaction") && session.stateAge > idleTooLong;
    if (idle && (column == SessionModel::State || column == SessionModel::StateAge))
        return Meaning::Warning;
    if (session.state == u"active" && column == SessionModel::State)
        return Meaning::Good;
    return session.own ? Meaning::Muted : Meaning::Neutral;
}

} // namespace

bool SessionRow::operator==(const SessionRow &other) const
{
    return region == other.region && stale == other.stale && parts(session) == parts(other.session);
}

QList<SessionRow> sessionRows(const QString &region, const QList<ServerSession> &sessions)
{
    QList<SessionRow> rows;
    for (const ServerSession &session : sessions)
        rows.append({region, session, false});
    return rows;
}

QString sessionName(const SessionRow &row, const RegionLabels &labels)
{
    const ServerSession &session = row.session;
    const QString who = session.application.isEmpty()
                          ? session.user
                          : SessionModel::tr("%1 (%2)").arg(session.user, session.application);
    return SessionModel::tr("%1 of %2 in %3").arg(session.pid).arg(who, labels.of(row.region));
}

QString waitText(const ServerSession &session)
{
    if (session.waitKind.isEmpty())
        return {};
    const QString what = QStringLiteral("%1: %2").arg(session.waitKind, session.waitFor);
    if (session.blockedBy.isEmpty())
        return what;
    QStringList blockers;
    for (const int pid : session.blockedBy)
        blockers.append(QString::number(pid));
    return SessionModel::tr("%1, behind %2").arg(what, blockers.join(QStringLiteral(", ")));
}

int SessionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SessionModel::text(const SessionRow &row, int column) const
{
    const ServerSession &session = row.session;
    switch (column) {
    case Region:
        return row.stale ? tr("%1 (last known)").arg(m_labels.of(row.region)) : m_labels.of(row.region);
    case Pid:
        return QString::number(session.pid);
    case User:
        return session.user;
    case Application:
        return session.own ? tr("%1 (this page)").arg(session.application) : session.application;
    case State:
        return stateText(session);
    case StateAge:
        return agedText(session.stateAge);
    case StatementAge:
        return session.statementAge ? agedText(*session.statementAge) : QString();
    case Wait:
        return waitText(session);
    case Statement:
        return session.statement.isEmpty() ? session.text.simplified() : session.statement;
    default:
        return {};
    }
}

QVariant SessionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SessionRow &row = rows().at(index.row());
    const ServerSession &session = row.session;
    const int column = index.column();
    const bool number = column == Pid || column == StateAge || column == StatementAge;
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case SortRole:
        if (column == Pid)
            return session.pid;
        if (column == StateAge)
            return qlonglong(session.stateAge.count());
        if (column == StatementAge)
            return session.statementAge ? QVariant(qlonglong(session.statementAge->count())) : QVariant();
        return text(row, column);
    case Qt::TextAlignmentRole:
        return QVariant(number ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (column == Statement)
            return session.text.left(1000);
        return column == Application && !session.client.isEmpty() ? tr("From %1").arg(session.client)
                                                                  : QString();
    case MeaningRole:
        return QVariant::fromValue(meaningOf(row, column));
    case TextRole:
        return session.text;
    default:
        return {};
    }
}

QVariant SessionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const bool number = section == Pid || section == StateAge || section == StatementAge;
    if (role == Qt::TextAlignmentRole)
        return QVariant(number ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Statement)
        return tr("What it runs, or has run last: the console's name for it, or its text.");
    if (role == Qt::ToolTipRole && section == Wait)
        return tr("What the server says it waits for, and which sessions hold it.");
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, ColumnCount> heads{tr("Region"),      tr("PID"),       tr("User"),
                                                 tr("Application"), tr("State"),     tr("For"),
                                                 tr("Running for"), tr("Waits for"), tr("Statement")};
    return heads[std::size_t(section)];
}

} // namespace movr
