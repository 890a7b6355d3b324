#pragma once

#include "db/base/timing.h"
#include "db/lane/conninfo.h"
#include "db/lane/session.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <atomic>
#include <memory>

struct pg_conn;

namespace movr {

/// The rows of one statement as text; a null QString is SQL NULL.
struct Answer {
    QList<QList<QString>> rows;
    int affected = 0;   ///< rows changed or returned
    Nanoseconds wait{}; ///< from send to answer
};

/// A libpqxx connection for transactions, the probe and the catalog. Statements are named after their file
/// below sql/postgresql/, prepared once a connection, and run in autocommit: one round trip each.
class PqSession : public Session
{
public:
    /// `warmNames`: statements to prepare while the lane is idle.
    explicit PqSession(ConnectionSettings settings, QStringList warmNames = {});
    ~PqSession() override;

    Result<Done> openWithin(std::chrono::milliseconds limit) override;
    void close() override;
    bool isOpen() const override;
    CancelTarget cancelTarget() const override;
    bool warmUp() override;
    void stopConnecting() override { m_stop = true; }

    /// Runs a prepared statement. A null parameter is SQL NULL; one with a NUL character is refused
    /// as InvalidInput before anything is sent.
    Result<Answer> exec(const QString &statement, const QList<QString> &parameters = {});
    /// Runs a text without parameters (DDL), not prepared; one of several statements is one transaction.
    Result<Answer> execText(const QByteArray &sql, const QString &statement = {});

    /// Prepares a statement on the open connection, once; exec() does it by itself.
    Result<Done> prepare(const QString &statement);
    /// libpq's own connection, for what libpqxx does not do (COPY as a stream, pipelines). Owned by the session and
    /// left between two statements; null when not connected. A lost one stays until the session is opened again.
    pg_conn *handle() const;
    const QString &region() const { return m_settings.region; }

    /// A SCRAM verifier of a password, so that the password itself is in no statement.
    Result<QString> passwordVerifier(const QString &role, const QString &password) const;
    /// "15.18", of the open connection.
    QString serverVersion() const;

private:
    struct Connection;
    enum class Way { Prepared, Text, PrepareOnly };
    template <class Work>
    Result<Answer> run(const QString &statement, Way way, Work &&work);

    ConnectionSettings m_settings;
    QStringList m_warmNames;
    qsizetype m_warmed = 0;
    std::atomic<bool> m_stop = false;
    std::unique_ptr<Connection> m_connection;
};

} // namespace movr
