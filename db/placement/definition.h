#pragma once

#include <QList>
#include <QString>

namespace movr {

/// The DDL of a table as one could run it, as one region's server has it.
struct Definition {
    struct Part {
        enum class Kind {
            Functions,
            Table,
            Partitions,
            Constraints,
            Indexes,
            Triggers,
            Publications,
            Subscriptions,
            Placement
        };
        Kind kind = Kind::Table;
        QString text; ///< statements, each ended by a semicolon and a line feed
    };
    QString table;
    QString region;    ///< where it was read
    QList<Part> parts; ///< in the order in which they can be run; a part without statements is left out
    /// Everything, each part headed by a comment.
    QString text() const;
};

} // namespace movr
