#include "db/placement/fix_text.h"

#include "db/base/sql_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Placement)
};

} // namespace

QString fixText(const QString &name, const QHash<QString, QString> &values)
{
    const QString text = QString::fromUtf8(sqlText(QStringLiteral("placement/fix/") + name));
    static const QRegularExpression placeholder(QStringLiteral("\\{([a-z]+)\\}"));
    QString filled;
    qsizetype from = 0;
    // One pass: what was filled in is not looked at again, whatever a name contains.
    for (auto it = placeholder.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        filled += QStringView(text).mid(from, match.capturedStart() - from);
        filled += values.value(match.captured(1));
        from = match.capturedEnd();
    }
    filled += QStringView(text).mid(from);
    return filled + u'\n';
}

QString identifier(const QString &name)
{
    // No keyword of PostgreSQL has an underscore, but for these families.
    static const QRegularExpression plain(QStringLiteral(
        "^(?!current_|session_|system_)[a-z][a-z0-9]*(_[a-z0-9]+)+$|^(users|vehicles|rides)$"));
    if (plain.match(name).hasMatch())
        return name;
    QString doubled = name;
    return u'"' + doubled.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString qualified(const QString &key)
{
    const qsizetype dot = key.indexOf(u'.');
    return dot < 0 ? QStringLiteral("public.") + identifier(key)
                   : identifier(key.left(dot)) + u'.' + identifier(key.mid(dot + 1));
}

QString literal(const QString &text)
{
    QString doubled = text;
    doubled.replace(u'\'', QStringLiteral("''"));
    if (!doubled.contains(u'\\'))
        return u'\'' + doubled + u'\'';
    return QStringLiteral("E'") + doubled.replace(u'\\', QStringLiteral("\\\\")) + u'\'';
}

QString literals(const QStringList &texts)
{
    QStringList quoted;
    for (const QString &text : texts)
        quoted.append(literal(text));
    return quoted.join(QStringLiteral(", "));
}

QString comment(const QString &text)
{
    QString lines = text;
    return QStringLiteral("-- ") + lines.replace(u'\n', QStringLiteral("\n-- ")) + u'\n';
}

QString onRegion(const QString &region)
{
    return comment(Tr::tr("On %1:").arg(region));
}

QString onEveryRegion()
{
    return comment(Tr::tr("On every region:"));
}

} // namespace movr
