#pragma once

#include "db/cluster/embedded_cluster.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <variant>

namespace movr {

/// movr-console [--deployment FILE]
struct ConsoleCommand {
    QString deploymentFile; ///< empty: the start page
};

/// movr-console demo ...
struct DemoCommand {
    ClusterOptions cluster;
    double traffic = 5; ///< simulated rider actions a second; 0: none
    bool headless = false;
    QString tour; ///< directory for the pictures; empty: no tour
};

/// movr-console init --deployment FILE [--home PARTITION=REGION]...
struct InitCommand {
    QString deploymentFile;
    QHash<QString, QString> homes;
};

/// movr-console placement --deployment FILE [--json] [--exact]
struct PlacementCommand {
    QString deploymentFile;
    bool json = false;
    bool exact = false; ///< count rows, which scans the tables
};

/// movr-console journey ...
struct JourneyCommand {
    ClusterOptions cluster;   ///< of the embedded deployments; the desk is in Europe unless told otherwise
    QString deploymentFile;   ///< given: two deployments of the user's own, instead of embedded ones
    QString singleRegionFile; ///< given with it
    QString city;             ///< empty: the first at home in the nearest region
    int repeat = 20;
    bool json = false;
    QStringList reports; ///< files to write; their endings say how: .html, .csv, .json, .svg, .png
};

/// --help and --version: a text for standard output.
struct TextCommand {
    QString text;
};

/// What cannot be understood: a sentence for standard error, exit code 2.
struct UsageError {
    QString sentence;
};

using Command =
    std::variant<ConsoleCommand, DemoCommand, InitCommand, PlacementCommand, JourneyCommand, TextCommand, UsageError>;

/// `arguments`: with the program's name first. Does not look at files.
Command parseCommandLine(const QStringList &arguments);

} // namespace movr
