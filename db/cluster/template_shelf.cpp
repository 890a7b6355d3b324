#include "db/cluster/template_shelf.h"

#include "db/cluster/cluster_directory.h"
#include "db/cluster/cluster_work.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace movr {

namespace {

using cluster_work::environmentFailure;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Cluster)
};

const QString passwordName = QStringLiteral("password");

/// What makes one template another: every statement that fills it.
QString statementsHash()
{
    QStringList files;
    QDirIterator each(QStringLiteral(":/sql/postgresql"), QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext())
        files.append(each.next());
    files.sort();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &name : std::as_const(files))
        if (QFile file(name); file.open(QIODevice::ReadOnly))
            hash.addData(&file);
    return QString::fromLatin1(hash.result().toHex().first(12));
}

qint64 thisHour()
{
    return QDateTime::currentSecsSinceEpoch() / 3600;
}

/// Of the hours before the last one; nothing that has another name than a place.
void removeOld(const QDir &directory)
{
    static const QRegularExpression place(
        QStringLiteral("^(\\d+)-[\\d.e+-]+-[0-9a-f]{12}(\\.lock|\\.[A-Za-z0-9]{6})?$"));
    const auto entries =
        directory.entryInfoList(QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (const QFileInfo &entry : entries) {
        const auto match = place.match(entry.fileName());
        if (!match.hasMatch() || match.captured(1).toLongLong() >= thisHour() - 1)
            continue;
        if (entry.isDir())
            QDir(entry.filePath()).removeRecursively();
        else
            QFile::remove(entry.filePath());
    }
}

/// A directory for this user alone, through which the servers' user goes without listing what is there.
bool makeDirectory(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), S_IRWXU) == 0) // whatever the umask lets through
        return ::chmod(name.constData(), S_IRWXU | S_IXGRP | S_IXOTH) == 0;
    struct stat info {};
    return errno == EEXIST && ::lstat(name.constData(), &info) == 0 && S_ISDIR(info.st_mode)
        && info.st_uid == ::geteuid();
}

UniqueFd lockOf(const QString &name)
{
    UniqueFd lock(::open(QFile::encodeName(name + QStringLiteral(".lock")).constData(),
                         O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
    return lock.valid() && ::flock(lock.get(), LOCK_EX) == 0 ? std::move(lock) : UniqueFd();
}

} // namespace

Result<TemplateShelf> TemplateShelf::open(const QString &directory, double scale)
{
    TemplateShelf shelf;
    shelf.m_name = QDir(directory).absoluteFilePath(
        QStringLiteral("%1-%2-%3").arg(thisHour()).arg(scale).arg(statementsHash()));
    if (makeDirectory(directory))
        shelf.m_lock = lockOf(shelf.m_name);
    if (!shelf.m_lock.valid())
        return environmentFailure(Tr::tr("%1 cannot be used for templates.").arg(directory));
    removeOld(directory);
    if (QFile password(shelf.m_name + u'/' + passwordName); password.open(QIODevice::ReadOnly)) {
        shelf.m_place = shelf.m_name;
        shelf.m_password = password.readAll();
        shelf.m_lock.reset();
        return shelf;
    }
    if (auto begun = shelf.begin(); !begun)
        return begun.failure();
    return shelf;
}

/// Under a name of its own: what somebody else began, and was killed at, may still be written to.
Result<Done> TemplateShelf::begin()
{
    m_place = cluster_directory::createUnique(m_name + u'.');
    if (m_place.isEmpty())
        return environmentFailure(Tr::tr("A directory beside %1 cannot be made.").arg(m_name));
    m_password = cluster_directory::randomPassword();
    return cluster_directory::writePrivate(m_place + u'/' + passwordName, m_password);
}

bool TemplateShelf::isFilled() const
{
    return m_place == m_name;
}

Result<Done> TemplateShelf::setFilled()
{
    if (!QDir().rename(m_place, m_name))
        return environmentFailure(Tr::tr("%1 cannot be renamed.").arg(m_place));
    m_place = m_name;
    m_lock.reset();
    return Done{};
}

} // namespace movr
