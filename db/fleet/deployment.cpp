#include "db/fleet/deployment.h"

#include "db/lane/conninfo.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QSet>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Deployment)
};

Failure invalid(const QString &origin, const QString &what)
{
    return {FailureKind::InvalidInput,
            {},
            {},
            {},
            false,
            origin.isEmpty() ? what : QStringLiteral("%1: %2").arg(origin, what),
            {}};
}

/// Line and column (both from 1, the column in characters) of a byte offset.
std::pair<int, int> position(const QByteArray &text, qsizetype offset)
{
    const QByteArray before = text.left(std::clamp<qsizetype>(offset, 0, text.size()));
    const auto lineStart = before.lastIndexOf('\n') + 1;
    return {int(before.count('\n')) + 1, int(QString::fromUtf8(before.mid(lineStart)).size()) + 1};
}

/// A value of a JSON object by key and type; the first thing missing or wrong is kept.
class Reader
{
public:
    Reader(const QJsonObject &object, QString path, QString &problem)
        : m_object(object), m_path(std::move(path)), m_problem(problem)
    {}

    QString text(const QString &key, bool required)
    {
        const QJsonValue value = m_object.value(key);
        if (value.isUndefined() && !required)
            return {};
        if (value.isUndefined())
            note(Tr::tr("the key %1 is missing.").arg(name(key)));
        else if (!value.isString())
            note(Tr::tr("%1 must be a text.").arg(name(key)));
        else if (required && value.toString().trimmed().isEmpty())
            note(Tr::tr("%1 must not be empty.").arg(name(key)));
        return value.toString();
    }

    double number(const QString &key, double limit)
    {
        const QJsonValue value = m_object.value(key);
        if (!value.isUndefined() && (!value.isDouble() || std::abs(value.toDouble()) > limit))
            note(Tr::tr("%1 must be a number between -%2 and %2.").arg(name(key)).arg(limit));
        return value.toDouble();
    }

    void onlyKeys(const QSet<QString> &known)
    {
        for (const QString &key : m_object.keys())
            if (!known.contains(key))
                note(Tr::tr("the key %1 is unknown.").arg(name(key)));
    }

private:
    QString name(const QString &key) const { return QStringLiteral("\"%1%2\"").arg(m_path, key); }
    void note(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem;
    }
    const QJsonObject m_object;
    QString m_path;
    QString &m_problem;
};

Result<Done> checkConnection(const QString &region, const QString &connection)
{
    auto pairs = parseConninfo(connection);
    if (!pairs)
        return invalid({}, Tr::tr("region %1: %2").arg(region, pairs.failure().sentence));
    for (const auto &[key, value] : *pairs)
        if (key == u"password")
            return invalid(
                {}, Tr::tr("region %1: the connection string contains a password. Passwords belong into the "
                           "desktop's keychain or a pgpass file, never into a deployment file.")
                        .arg(region));
    return Done{};
}

Region readRegion(const QJsonObject &object, const QString &path, QString &problem)
{
    Reader reader(object, path, problem);
    Region region;
    region.name = reader.text(QStringLiteral("name"), true);
    region.label = reader.text(QStringLiteral("label"), false);
    region.latitude = reader.number(QStringLiteral("latitude"), 90);
    region.longitude = reader.number(QStringLiteral("longitude"), 180);
    region.connection = reader.text(QStringLiteral("connection"), true);
    region.replication = reader.text(QStringLiteral("replication"), false);
    reader.onlyKeys({QStringLiteral("name"), QStringLiteral("label"), QStringLiteral("latitude"),
                     QStringLiteral("longitude"), QStringLiteral("connection"),
                     QStringLiteral("replication")});
    if (region.label.isEmpty())
        region.label = region.name;
    return region;
}

} // namespace

const Region *Deployment::region(const QString &regionName) const
{
    const auto it =
        std::find_if(regions.begin(), regions.end(), [&](const Region &r) { return r.name == regionName; });
    return it == regions.end() ? nullptr : &*it;
}

Result<Done> validate(const Deployment &deployment)
{
    if (deployment.name.trimmed().isEmpty())
        return invalid({}, Tr::tr("the deployment needs a name."));
    if (deployment.regions.isEmpty())
        return invalid({}, Tr::tr("a deployment needs at least one region."));
    QSet<QString> names;
    for (const Region &region : deployment.regions) {
        if (region.name.trimmed().isEmpty())
            return invalid({}, Tr::tr("every region needs a name."));
        if (names.contains(region.name))
            return invalid({}, Tr::tr("two regions have the name %1.").arg(region.name));
        names.insert(region.name);
        for (const QString &connection : {region.connection, region.replication})
            if (auto checked = checkConnection(region.name, connection); !checked)
                return checked;
    }
    return Done{};
}

Result<Deployment> parseDeployment(const QByteArray &text, const QString &origin)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        // Qt's parser stands one character behind the one it could not take.
        const auto [line, column] = position(text, error.offset - 1);
        return invalid(origin,
                       Tr::tr("line %1, column %2: %3.").arg(line).arg(column).arg(error.errorString()));
    }
    if (!document.isObject())
        return invalid(origin, Tr::tr("line 1, column 1: a deployment is a JSON object."));

    QString problem;
    Reader reader(document.object(), {}, problem);
    Deployment deployment;
    deployment.name = reader.text(QStringLiteral("name"), true);
    reader.onlyKeys({QStringLiteral("name"), QStringLiteral("regions")});
    const QJsonValue regions = document.object().value(QStringLiteral("regions"));
    if (problem.isEmpty() && regions.isUndefined())
        problem = Tr::tr("the key \"regions\" is missing.");
    else if (problem.isEmpty() && !regions.isArray())
        problem = Tr::tr("\"regions\" must be a list.");
    int index = 0;
    for (const QJsonValue value : regions.toArray()) {
        const QString path = QStringLiteral("regions[%1].").arg(index++);
        if (!value.isObject() && problem.isEmpty())
            problem = Tr::tr("\"%1\" must be an object.").arg(path.chopped(1));
        deployment.regions.append(readRegion(value.toObject(), path, problem));
    }
    if (!problem.isEmpty())
        return invalid(origin, problem);
    if (auto checked = validate(deployment); !checked)
        return invalid(origin, checked.failure().sentence);
    return deployment;
}

Result<Deployment> readDeployment(const QString &file)
{
    QFile source(file);
    if (QFileInfo(file).isDir())
        return invalid(file, Tr::tr("this is a directory, not a deployment file."));
    if (!source.open(QIODevice::ReadOnly))
        return invalid(file, Tr::tr("the deployment file cannot be read: %1.").arg(source.errorString()));
    auto deployment = parseDeployment(source.readAll(), file);
    if (!deployment)
        return deployment;
    Deployment value = std::move(deployment).value();
    value.file = QFileInfo(file).absoluteFilePath();
    return value;
}

Result<Done> writeDeployment(const Deployment &deployment, const QString &file)
{
    if (auto checked = validate(deployment); !checked)
        return checked;
    QJsonArray regions;
    for (const Region &region : deployment.regions) {
        QJsonObject object{{QStringLiteral("name"), region.name},
                           {QStringLiteral("label"), region.label},
                           {QStringLiteral("latitude"), region.latitude},
                           {QStringLiteral("longitude"), region.longitude},
                           {QStringLiteral("connection"), region.connection}};
        if (!region.replication.isEmpty())
            object.insert(QStringLiteral("replication"), region.replication);
        regions.append(object);
    }
    const QJsonObject root{{QStringLiteral("name"), deployment.name}, {QStringLiteral("regions"), regions}};
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly) || target.write(QJsonDocument(root).toJson()) < 0
        || !target.commit())
        return invalid(file, Tr::tr("the deployment file cannot be written: %1.").arg(target.errorString()));
    return Done{};
}

} // namespace movr
