#include "db/lane/pq_facts.h"

#include <libpq-fe.h>

namespace movr {

ErrorFacts pqFacts(const PqSession &session, const QString &statement, const pg_result *result)
{
    PGconn *const connection = session.handle();
    ErrorFacts facts;
    facts.region = session.region();
    facts.statement = statement;
    facts.connectionLost = !connection || PQstatus(connection) != CONNECTION_OK;
    if (result) {
        facts.sqlState = QString::fromLatin1(PQresultErrorField(result, PG_DIAG_SQLSTATE));
        facts.constraint = QString::fromUtf8(PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME));
        facts.message = QString::fromUtf8(PQresultErrorMessage(result));
    }
    if (facts.message.isEmpty() && connection)
        facts.message = QString::fromUtf8(PQerrorMessage(connection));
    return facts;
}

} // namespace movr
