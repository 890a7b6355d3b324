#pragma once

#include "db/base/result.h"
#include "db/cluster/embedded_server.h"
#include "db/cluster/template_shelf.h"
#include "db/lane/conninfo.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace movr {

/// The data directory that every region of a new embedded cluster starts from: initdb, the schema and the
/// seed, and then a clean shutdown. It has the databases of the fleet and template1.
///
/// A small one is made in memory (tmpfs) in a directory of its own with a warden of its own, because making
/// a file on a disk's file system costs many times as much; a large one, or where memory is short, beside
/// the regions; or on a shelf, where the next start finds it. Nothing in it is worth durability: that begins when the
/// copies start.
class FleetTemplate
{
public:
    struct Options {
        PostgresPrograms programs;
        QString directory; ///< the cluster's, with its pass file and its access rules
        QString passFile;
        QString hbaFile;
        QByteArray password; ///< of the superuser, in the pass file already
        double scale = 1;
        std::stop_token stop;
        std::function<void(const QString &step)> progress;
    };

    /// Blocks for seconds. `warden`: the cluster's; it outlives the template. `shelf`: where it is made, or lies already.
    static Result<std::unique_ptr<FleetTemplate>> make(WardenClient &warden, const Options &options,
                                                       std::optional<TemplateShelf> shelf = {});
    ~FleetTemplate();

    /// Makes `data` a copy. Thread-safe, for different ones.
    Result<Done> copyTo(const QString &data) const;
    /// True where the template lies beside the regions: then moving it makes the last of them.
    bool canMove() const { return !m_own && !m_shelf; }
    Result<Done> moveTo(const QString &data) const;

private:
    FleetTemplate(WardenClient &warden, const Options &options) : m_shared(warden), m_options(options) {}

    Result<Done> findPlace();
    Result<Done> initialise();
    Result<Done> fill();
    Result<Done> fillFleet(const EmbeddedServer &server);
    ConnectionSettings local(const EmbeddedServer &server, const QString &database) const;
    WardenClient &warden() const { return m_own ? *m_own : m_shared; }
    /// Where the warden that runs the programs writes down what they say.
    QString logs() const { return m_own ? m_place : m_options.directory; }
    QString data() const { return m_place + QStringLiteral("/template"); }

    WardenClient &m_shared;
    const Options &m_options;
    std::optional<TemplateShelf> m_shelf;
    std::unique_ptr<WardenClient> m_own; ///< of the place in memory
    std::unique_ptr<std::stop_callback<std::function<void()>>> m_stop;
    QString m_place;
};

} // namespace movr
