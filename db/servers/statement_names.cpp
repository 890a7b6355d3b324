#include "db/base/sql_text.h"
#include "db/servers/server_view.h"
#include "db/servers/statement_text.h"

#include <QDirIterator>
#include <QHash>
#include <QRegularExpression>

namespace movr {

namespace {

constexpr qsizetype cutFrom = 1000; ///< track_activity_query_size is 1024 unless set otherwise

/// What is left of a text when everything is gone that the way to the server changes: Qt's PREPARE, the kind of
/// placeholder, constants, which the server makes placeholders, and white space.
QString essence(const QString &text)
{
    static const QRegularExpression prepare(
        QStringLiteral("^\\s*PREPARE\\s+\\S+\\s*(\\([^)]*\\))?\\s*AS\\s+"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression comment(QStringLiteral("--[^\\n]*"));
    static const QRegularExpression value(
        QStringLiteral("E?'(?:[^']|'')*'|\\$\\d+|(?<![:\\w]):[a-z_]\\w*|(?<![\\w$])\\d+(?:\\.\\d+)?\\b"
                       "|\\b(?:true|false|null)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    // The field is a constant to the server.
    static const QRegularExpression extract(QStringLiteral("\\bextract\\(\\s*\\S+\\s+FROM\\b"),
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression space(QStringLiteral("\\s+"));
    QString rest = text;
    rest.remove(prepare);
    rest.remove(comment);
    rest.replace(extract, QStringLiteral("extract(? FROM"));
    rest.replace(value, QStringLiteral("?"));
    rest.replace(space, QStringLiteral(" "));
    return rest.trimmed();
}

QHash<QString, QString> knownStatements()
{
    QHash<QString, QString> names;
    const QString root = QStringLiteral(":/sql/postgresql/");
    for (const char *folder :
         {"transactions", "views", "search", "probe", "catalog", "live", "servers", "reference"}) {
        QDirIterator files(root + QLatin1String(folder), {QStringLiteral("*.sql")}, QDir::Files);
        while (files.hasNext()) {
            const QString name = files.next().mid(root.size()).chopped(4);
            const QString text = essence(QString::fromUtf8(sqlText(name)));
            if (!names.contains(
                    text)) // two of one text are one to the server; the first folder's name is better known
                names.insert(text, name);
        }
    }
    return names;
}

} // namespace

QString statementNameOf(const QString &text)
{
    static const QHash<QString, QString> names = knownStatements();
    const QString wanted = essence(text);
    if (const auto known = names.constFind(wanted); known != names.constEnd() || text.size() < cutFrom)
        return names.value(wanted);
    // pg_stat_activity has the beginning of a long statement only; the last word may be half of one.
    const QString beginning = wanted.left(wanted.lastIndexOf(u' '));
    QStringList fitting;
    for (auto known = names.cbegin(); known != names.cend(); ++known)
        if (known.key().startsWith(beginning))
            fitting.append(known.value());
    return fitting.size() == 1 ? fitting.constFirst() : QString();
}

QString withoutSecrets(const QString &text)
{
    static const QRegularExpression secret(QStringLiteral("\\b(PASSWORD|CONNECTION)\\b.*"),
                                           QRegularExpression::CaseInsensitiveOption
                                               | QRegularExpression::DotMatchesEverythingOption);
    return QString(text).replace(secret, QStringLiteral("\\1 ..."));
}

} // namespace movr
