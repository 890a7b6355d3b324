#include "db/base/error_mapping.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Failure)
};

QString where(const ErrorFacts &facts)
{
    return facts.region.isEmpty() ? Tr::tr("The server") : facts.region;
}

bool speaksAnotherProtocol(const QString &message)
{
    return message.contains(u"invalid response to SSL negotiation")
        || message.contains(u"expected authentication request from server")
        || message.contains(u"unsupported frontend protocol");
}

bool refusedLogin(const ErrorFacts &facts)
{
    return facts.sqlState.startsWith(u"28") || facts.message.contains(u"password authentication failed")
        || facts.message.contains(u"no password supplied") || facts.message.contains(u"no pg_hba.conf entry")
        || facts.message.contains(u"SCRAM authentication");
}

/// libpq tells no SQLSTATE of a refused connection.
bool noSuchDatabase(const ErrorFacts &facts)
{
    static const QRegularExpression words(QStringLiteral("database \".*\" does not exist"));
    return facts.sqlState == u"3D000" || (facts.connecting && facts.message.contains(words));
}

QString withFullStop(const QString &text)
{
    return text.endsWith(u'.') ? text : text + u'.';
}

Failure connectionFailure(const ErrorFacts &facts, Failure failure)
{
    if (speaksAnotherProtocol(facts.message)) {
        failure.kind = FailureKind::NotPostgres;
        failure.sentence = Tr::tr("%1: what answers there is not a PostgreSQL server. Check host and port.")
                               .arg(where(facts));
        return failure;
    }
    if (refusedLogin(facts)) {
        failure.kind = FailureKind::Authentication;
        failure.sentence =
            Tr::tr("%1 refused the login. Check user name and password (pgpass file or keychain): %2")
                .arg(where(facts), failure.detail);
        return failure;
    }
    failure.kind = FailureKind::Connection;
    failure.retryable = true;
    failure.sentence = facts.connecting
                         ? Tr::tr("%1 cannot be reached: %2").arg(where(facts), failure.detail)
                         : Tr::tr("The connection to %1 was lost: %2").arg(where(facts), failure.detail);
    return failure;
}

bool isRace(const ErrorFacts &facts)
{
    // Two of the console's own statements met: looked at again, the loser finds the winner's rows
    // and comes to an ordinary refusal, or to its own first outcome.
    return facts.sqlState == u"23505"
        && (facts.constraint.startsWith(u"operator_actions") || facts.constraint.contains(u"one_active_per")
            || facts.constraint.contains(u"city_vehicle_id_idx")
            || facts.constraint.contains(u"city_rider_city_rider_id_idx")
            || facts.constraint.contains(u"username"));
}

} // namespace

QString cleanMessage(const QString &driverText)
{
    static const QRegularExpression password(QStringLiteral("password\\s*=\\s*('(?:[^'\\\\]|\\\\.)*'|\\S+)"));
    static const QRegularExpression noise(QStringLiteral("^(ERROR|FATAL|PANIC):\\s+"),
                                          QRegularExpression::MultilineOption);
    QString text = driverText;
    text.replace(password, QStringLiteral("password=***"));
    text.remove(noise);
    // libpq's advice to whoever runs the server comes on lines of its own, indented.
    static const QRegularExpression advice(QStringLiteral("\\n\\t[A-Z][^\\n]*"));
    text.remove(advice);
    return text.simplified();
}

Failure mapError(const ErrorFacts &facts)
{
    Failure failure;
    failure.sqlState = facts.sqlState;
    failure.region = facts.region;
    failure.statement = facts.statement;
    failure.detail = cleanMessage(facts.message);
    const QString &state = facts.sqlState;

    if (facts.connecting || facts.connectionLost || state.startsWith(u"08") || state.startsWith(u"57P"))
        if (!noSuchDatabase(facts))
            return connectionFailure(facts, failure);
    if (state == u"40001" || state == u"40P01" || state == u"40003" || isRace(facts)) {
        failure.kind = FailureKind::Contention;
        failure.retryable = true;
        failure.sentence =
            Tr::tr("%1: others changed the same rows at the same time. Try again.").arg(where(facts));
    } else if (state == u"23503") {
        failure.kind = FailureKind::LaggingCopy;
        failure.retryable = true;
        failure.sentence =
            Tr::tr("%1 does not know the other row yet: its copy lags behind that row's home, or the row "
                   "does not exist. Try again in a moment.")
                .arg(where(facts));
    } else if (state == u"MV001") {
        failure.kind = FailureKind::WrongHome;
        failure.sentence =
            Tr::tr("%1 only follows that city's partition and refused the change: its home is elsewhere. "
                   "Refresh to read the placement again.")
                .arg(where(facts));
    } else if (state == u"57014") {
        return cancelledFailure(facts.region, facts.statement);
    } else if (state == u"42501" || state == u"25006") {
        failure.kind = FailureKind::Permission;
        failure.sentence =
            Tr::tr("%1 does not allow this role to do that: %2").arg(where(facts), failure.detail);
    } else if (noSuchDatabase(facts)) {
        failure.kind = FailureKind::NoSchema;
        failure.sentence =
            Tr::tr("%1 does not have that database: %2 Create it there (createdb), and then the schema in "
                   "it with: movr-console init --deployment FILE")
                .arg(where(facts), withFullStop(failure.detail));
    } else if (state == u"42P01" || state == u"3F000" || state == u"42703") {
        failure.kind = FailureKind::NoSchema;
        failure.sentence =
            Tr::tr("%1 has no movr schema, or another one: %2 Create it with: movr-console init "
                   "--deployment FILE")
                .arg(where(facts), withFullStop(failure.detail));
    } else if (state.startsWith(u"22") || state.startsWith(u"23") || state == u"54000") {
        failure.kind = FailureKind::InvalidInput;
        failure.sentence = Tr::tr("%1 did not accept a value: %2").arg(where(facts), failure.detail);
    } else if (state.startsWith(u"53")) {
        failure.kind = FailureKind::Environment;
        failure.sentence = Tr::tr("%1 is out of a resource: %2").arg(where(facts), failure.detail);
    } else {
        failure.sentence = Tr::tr("%1 answered with an error: %2").arg(where(facts), failure.detail);
    }
    return failure;
}

Failure timeoutFailure(const QString &region, const QString &statement, int milliseconds)
{
    return {FailureKind::Timeout,
            {},
            region,
            statement,
            true,
            Tr::tr("%1 did not answer within %2 s. It is safe to try again.")
                .arg(region.isEmpty() ? Tr::tr("The server") : region)
                .arg(milliseconds / 1000.0),
            {}};
}

Failure cancelledFailure(const QString &region, const QString &statement)
{
    return {
        FailureKind::Cancelled, QStringLiteral("57014"), region, statement, false, Tr::tr("Cancelled."), {}};
}

} // namespace movr
