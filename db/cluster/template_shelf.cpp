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

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace movr {

namespace {

using cluster_work::environmentFailure;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Cluster)
};

const QString filled = QStringLiteral("filled");
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

void removeOld(const QDir &directory)
{
    const auto entries = directory.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (const QFileInfo &entry : entries)
        if (entry.fileName().section(u'-', 0, 0).toLongLong() < thisHour() - 1)
            QDir(entry.filePath()).removeRecursively();
}

} // namespace

Result<TemplateShelf> TemplateShelf::open(const QString &directory, double scale)
{
    const QString name = QStringLiteral("%1-%2-%3").arg(thisHour()).arg(scale).arg(statementsHash());
    TemplateShelf shelf;
    shelf.m_place = QDir(directory).absoluteFilePath(name);
    const auto refused = [&shelf] {
        return environmentFailure(Tr::tr("%1 cannot be used for templates.").arg(shelf.m_place));
    };
    struct stat info {};
    // The servers' user goes through it, and lists nothing.
    if (::mkdir(QFile::encodeName(directory).constData(), S_IRWXU | S_IXGRP | S_IXOTH) != 0
        && errno != EEXIST)
        return refused();
    if (::lstat(QFile::encodeName(directory).constData(), &info) != 0 || !S_ISDIR(info.st_mode)
        || info.st_uid != ::geteuid())
        return refused();
    shelf.m_lock.reset(::open(QFile::encodeName(shelf.m_place + QStringLiteral(".lock")).constData(),
                              O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!shelf.m_lock.valid() || ::flock(shelf.m_lock.get(), LOCK_EX) != 0)
        return refused();
    removeOld(directory);
    QFile password(shelf.m_place + u'/' + passwordName);
    if (shelf.isFilled() && password.open(QIODevice::ReadOnly)) {
        shelf.m_password = password.readAll();
        shelf.m_lock.reset();
        return shelf;
    }
    if (auto cleared = shelf.clear(); !cleared)
        return cleared.failure();
    return shelf;
}

/// Empty but for a new password: whoever began to fill it is gone.
Result<Done> TemplateShelf::clear()
{
    QDir(m_place).removeRecursively();
    if (::mkdir(QFile::encodeName(m_place).constData(), S_IRWXU) != 0
        || !cluster_directory::giveToServerUser(m_place))
        return environmentFailure(Tr::tr("The directory %1 cannot be made.").arg(m_place));
    m_password = cluster_directory::randomPassword();
    return cluster_directory::writePrivate(m_place + u'/' + passwordName, m_password);
}

bool TemplateShelf::isFilled() const
{
    return QFileInfo::exists(m_place + u'/' + filled);
}

Result<Done> TemplateShelf::setFilled()
{
    auto written = cluster_directory::writePrivate(m_place + u'/' + filled, "\n");
    m_lock.reset();
    return written;
}

} // namespace movr
