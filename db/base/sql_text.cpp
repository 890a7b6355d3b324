#include "db/base/sql_text.h"

#include <QFile>

namespace movr {

QByteArray sqlText(const QString &name)
{
    QFile file(QStringLiteral(":/sql/postgresql/") + name + QStringLiteral(".sql"));
    if (!file.open(QIODevice::ReadOnly)) {
        qCritical("sql text %s is missing", qUtf8Printable(name));
        return {};
    }
    QByteArray text;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        if (!line.trimmed().startsWith("--"))
            text += line;
    }
    return text.trimmed();
}

} // namespace movr
