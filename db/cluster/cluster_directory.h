#pragma once

#include "db/base/result.h"

#include <QString>

namespace movr {

/// The private directory of an embedded cluster: made, checked, and cleared of what crashed demos left.
namespace cluster_directory {

/// Removes directories of former demos of this user whose warden is gone. Touches nothing else: the name, the
/// owner and the lock must all say so.
void removeAbandoned();

/// A new directory under the temporary one, for this user alone.
Result<QString> createTemporary();
/// A new directory for this user alone in memory (tmpfs, /dev/shm). Empty where there is none, or where that many
/// bytes would be more than a quarter of the memory that is free.
QString createInMemory(double bytes);
/// A new directory whose name begins so, for the servers' user alone; empty when it cannot be made.
QString createUnique(const QString &beginning);
/// A directory the user named: made when missing, refused when it is neither empty nor a kept cluster.
Result<QString> prepareKept(const QString &path);

/// Enough room for a cluster of that scale (about 400 MB, and 260 MB for each 100,000 rides)?
Result<Done> checkRoom(const QString &path, double scale);

/// Writes a file that the servers' user may read and nobody else.
Result<Done> writePrivate(const QString &path, const QByteArray &text);
/// A new one, of characters that need no quoting.
QByteArray randomPassword();
/// Gives a file or directory to the user that the servers run as; nothing to do for an ordinary user.
bool giveToServerUser(const QString &path);

} // namespace cluster_directory

} // namespace movr
