#include "db/base/sql_text.h"
#include "db/servers/server_view.h"

#include <QDirIterator>
#include <QHash>
#include <QRegularExpression>

namespace movr {

namespace {

/// What is left of a text when everything is gone that the way to the server changes: Qt's PREPARE, the kind of
/// placeholder, constants, which the server makes placeholders, and white space.
QString essence(const QString &text)
{
    static const QRegularExpression prepare(
        QStringLiteral("^\\s*PREPARE\\s+\\S+\\s*(\\([^)]*\\))?\\s*AS\\s+"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression comment(QStringLiteral("--[^\\n]*"));
    static const QRegularExpression value(
        QStringLiteral("E?'(?:[^']|'')*'|\\$\\d+|(?<![:\\w]):[a-z_]\\w*|(?<![\\w$])\\d+(?:\\.\\d+)?\\b"));
    static const QRegularExpression space(QStringLiteral("\\s+"));
    QString rest = text;
    rest.remove(prepare);
    rest.remove(comment);
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
    return names.value(essence(text));
}

} // namespace movr
