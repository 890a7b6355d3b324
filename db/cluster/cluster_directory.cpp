#include "db/cluster/cluster_directory.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStorageInfo>
#include <sodium.h>

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

namespace movr::cluster_directory {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Cluster)
};

Failure refused(const QString &sentence)
{
    return {FailureKind::Environment, {}, {}, {}, false, sentence, {}};
}

QString prefix()
{
    return QStringLiteral("movr-demo-%1-").arg(::geteuid());
}

const passwd *serverUser()
{
    return ::geteuid() == 0 ? ::getpwnam("postgres") : ::getpwuid(::geteuid());
}

/// Where a Linux has its shared memory as a file system.
const QString memoryPlace = QStringLiteral("/dev/shm");

/// The number after a word in a file of the kernel; nothing where it is not there.
std::optional<double> numberIn(const QString &file, const QByteArray &word)
{
    QFile text(file);
    if (!text.open(QIODevice::ReadOnly))
        return {};
    for (const QByteArray &line : text.readAll().split('\n')) {
        bool is = false;
        if (const double number = line.mid(word.size()).simplified().split(' ').first().toDouble(&is);
            line.startsWith(word) && is)
            return number;
    }
    return {};
}

/// Memory that is free for use, within what this machine or container has.
double freeMemory()
{
    double bytes = numberIn(QStringLiteral("/proc/meminfo"), "MemAvailable:").value_or(0) * 1024;
    const auto limit = numberIn(QStringLiteral("/sys/fs/cgroup/memory.max"), {});
    const auto used = numberIn(QStringLiteral("/sys/fs/cgroup/memory.current"), {});
    if (limit && used)
        bytes = std::min(bytes, *limit - *used);
    return bytes;
}

/// A real directory (no link) of the servers' user.
bool isOurs(const QByteArray &path)
{
    struct stat info {};
    const passwd *user = serverUser();
    return ::lstat(path.constData(), &info) == 0 && S_ISDIR(info.st_mode)
        && (info.st_uid == ::geteuid() || (user && info.st_uid == user->pw_uid));
}

bool wardenGone(const QString &directory)
{
    const QByteArray lock = QFile::encodeName(directory + QStringLiteral("/lock"));
    const int fd = ::open(lock.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) // a warden that is about to start has not locked yet
        return QFileInfo(directory).lastModified().secsTo(QDateTime::currentDateTime()) > 60;
    const bool gone = ::flock(fd, LOCK_EX | LOCK_NB) == 0;
    ::close(fd);
    return gone;
}

/// A new directory with a name of its own; empty when it cannot be made.
QByteArray makeUnique(const QString &beginning)
{
    QByteArray path = QFile::encodeName(beginning + QStringLiteral("XXXXXX"));
    return ::mkdtemp(path.data()) ? path : QByteArray();
}

} // namespace

void removeAbandoned()
{
    for (const QString &place : {QDir::tempPath(), memoryPlace}) {
        const QDir directory(place);
        const auto names =
            directory.entryList({prefix() + u'*'}, QDir::Dirs | QDir::NoSymLinks | QDir::NoDotAndDotDot);
        for (const QString &name : names) {
            const QString path = directory.filePath(name);
            if (isOurs(QFile::encodeName(path)) && wardenGone(path))
                QDir(path).removeRecursively();
        }
    }
}

QByteArray randomPassword()
{
    QByteArray bytes(24, Qt::Uninitialized);
    randombytes_buf(bytes.data(), size_t(bytes.size()));
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

bool giveToServerUser(const QString &path)
{
    if (::geteuid() != 0)
        return true;
    const passwd *user = serverUser();
    return user && ::chown(QFile::encodeName(path).constData(), user->pw_uid, user->pw_gid) == 0;
}

Result<QString> createTemporary()
{
    const QByteArray path = makeUnique(QDir(QDir::tempPath()).filePath(prefix()));
    if (path.isEmpty())
        return refused(
            Tr::tr("%1 is not writable: no place for the demo fleet. Set TMPDIR to a directory that is.")
                .arg(QDir::tempPath()));
    const QString name = QFile::decodeName(path);
    if (!giveToServerUser(name))
        return refused(
            Tr::tr("The user postgres, which runs the demo's servers when root starts it, does not exist. "
                   "Install the package postgresql-15."));
    return name;
}

QString createInMemory(double bytes)
{
    const QStorageInfo storage(memoryPlace);
    if (storage.fileSystemType() != "tmpfs" || double(storage.bytesAvailable()) < bytes
        || freeMemory() < 4 * bytes)
        return {};
    return createUnique(QDir(memoryPlace).filePath(prefix()));
}

QString createUnique(const QString &beginning)
{
    const QString name = QFile::decodeName(makeUnique(beginning));
    if (name.isEmpty() || giveToServerUser(name))
        return name;
    QDir().rmdir(name);
    return {};
}

Result<QString> prepareKept(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isDir())
        return refused(Tr::tr("%1 is a file; --keep needs a directory.").arg(path));
    if (!QDir().mkpath(path))
        return refused(
            Tr::tr("The directory %1 cannot be made. Choose a place that you may write to.").arg(path));
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (::access(QFile::encodeName(absolute).constData(), W_OK | X_OK) != 0)
        return refused(Tr::tr("The directory %1 is not writable.").arg(absolute));
    const bool empty = QDir(absolute).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    if (!empty && !QFileInfo::exists(absolute + QStringLiteral("/cluster.json")))
        return refused(
            Tr::tr("The directory %1 holds something else; --keep needs an empty one or a kept demo fleet.")
                .arg(absolute));
    ::chmod(QFile::encodeName(absolute).constData(), S_IRWXU);
    if (!giveToServerUser(absolute))
        return refused(Tr::tr("The directory %1 cannot be given to the user postgres.").arg(absolute));
    return absolute;
}

Result<Done> checkRoom(const QString &path, double scale)
{
    const QStorageInfo storage(path);
    const double needed = 400e6 + scale * 65e6 * 4; // three copies and the single-region control
    if (storage.isValid() && double(storage.bytesAvailable()) < needed)
        return refused(
            Tr::tr(
                "%1 has %2 MB free; a demo fleet of scale %3 needs about %4 MB. Make room, choose a smaller "
                "--scale, or set TMPDIR to another disk.")
                .arg(path)
                .arg(storage.bytesAvailable() / 1'000'000)
                .arg(scale)
                .arg(qint64(needed / 1e6)));
    return Done{};
}

Result<Done> writePrivate(const QString &path, const QByteArray &text)
{
    QFile::remove(path);
    QFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner)
        && file.write(text) == text.size() && file.flush() && giveToServerUser(path);
    if (!written)
        return refused(Tr::tr("%1 cannot be written: %2.").arg(path, file.errorString()));
    return Done{};
}

} // namespace movr::cluster_directory
