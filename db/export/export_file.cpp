#include "db/export/export_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace movr {

namespace {

/// So often that a full disk is noticed early and the last sync, which cannot be cancelled, is short.
constexpr qint64 syncEvery = qint64(32) * 1024 * 1024;

} // namespace

ExportFile::ExportFile(const QString &name) : m_file(name)
{
    m_file.setDirectWriteFallback(false); // never half a file under the final name
}

Failure ExportFile::failure(const QString &reason) const
{
    return {FailureKind::Environment,
            {},
            {},
            {},
            false,
            QCoreApplication::translate("movr::Export", "The file %1 cannot be written: %2.")
                .arg(QDir::toNativeSeparators(m_file.fileName()), reason),
            {}};
}

Result<Done> ExportFile::open()
{
    if (QFileInfo(m_file.fileName()).isDir())
        return failure(QCoreApplication::translate("movr::Export", "it is a folder"));
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return failure(m_file.errorString());
    return Done{};
}

Result<Done> ExportFile::write(const QByteArray &bytes)
{
    // A disk that fills up takes a part first; only the next attempt says why there is no more.
    for (qint64 done = 0; done < bytes.size();) {
        const qint64 taken = m_file.write(bytes.constData() + done, bytes.size() - done);
        if (taken <= 0)
            return failure(m_file.errorString());
        done += taken;
    }
    m_written += bytes.size();
    return m_written - m_synced >= syncEvery ? sync() : Result<Done>(Done{});
}

Result<Done> ExportFile::sync()
{
    if (::fdatasync(m_file.handle()) != 0)
        return failure(QString::fromLocal8Bit(std::strerror(errno)));
    m_synced = m_written;
    return Done{};
}

Result<Done> ExportFile::commit()
{
    if (auto synced = sync(); !synced)
        return synced;
    if (!m_file.commit())
        return failure(m_file.errorString());
    // The name itself is in the folder.
    const QByteArray folder = QFile::encodeName(QFileInfo(m_file.fileName()).absolutePath());
    if (const int fd = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); fd >= 0) {
        ::fsync(fd);
        ::close(fd);
    }
    return Done{};
}

} // namespace movr
