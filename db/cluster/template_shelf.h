#pragma once

#include "db/base/result.h"
#include "db/cluster/unique_fd.h"

#include <QByteArray>
#include <QString>

namespace movr {

/// A place where the template of an embedded cluster stays for the next start: one for each hour, scale and text of the
/// statements. For programs that start many small fleets one after the other. All of them have one password, that lies there,
/// and the rides of the hour's first.
class TemplateShelf
{
public:
    /// Waits while another process fills the place. `directory` is made, for this user alone, when it is not there; what
    /// lies in it since hours is removed.
    static Result<TemplateShelf> open(const QString &directory, double scale);

    /// Where the template lies, or is made: setFilled() gives it its name.
    QString place() const { return m_place; }
    const QByteArray &password() const { return m_password; }
    bool isFilled() const;
    /// The template is whole: others may copy it.
    Result<Done> setFilled();

private:
    TemplateShelf() = default;
    Result<Done> begin();

    QString m_name; ///< of the place, when it is filled
    QString m_place;
    QByteArray m_password;
    UniqueFd m_lock; ///< until it is filled
};

} // namespace movr
