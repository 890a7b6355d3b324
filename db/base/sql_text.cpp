#include "db/base/sql_text.h"

#include <QFile>

namespace movr {

QByteArray sqlText(const QString &name, SqlEngine engine)
{
    const QLatin1String folder(engine == SqlEngine::Sqlite ? "sqlite/" : "postgresql/");
    QFile file(QStringLiteral(":/sql/") + folder + name + QStringLiteral(".sql"));
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

QString arrayLiteral(const QStringList &values)
{
    QString text = QStringLiteral("{");
    for (QString value : values) {
        value.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
        text += (text.size() > 1 ? QStringLiteral(",\"") : QStringLiteral("\"")) + value + u'"';
    }
    return text + u'}';
}

} // namespace movr
