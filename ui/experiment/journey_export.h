#pragma once

#include "db/base/result.h"
#include "db/journey/journey_report.h"

#include <QByteArray>
#include <QFuture>
#include <QStringList>

namespace movr {

/// The chart as a picture of twice its size in pixels. Needs Qt's fonts (a QGuiApplication), but no screen and not the GUI
/// thread.
QByteArray journeyPng(const JourneyReport &report);
/// The whole report, as the HTML one, on A4 pages. As journeyPng().
QByteArray journeyPdf(const JourneyReport &report);

/// What a file of that name holds, by its ending: html, pdf, png, csv, json or svg; another ending: HTML.
QByteArray journeyContent(const QString &file, const JourneyReport &report);

/// For a file dialog: "PDF report (*.pdf)", ...
QStringList journeyFileFilters();
/// The name with the chosen filter's ending, where it has none of its own.
QString withEndingOf(const QString &file, const QString &filter);

/// Writes the file on a thread of its own, whole or not at all.
QFuture<Result<Done>> saveJourney(const QString &file, const JourneyReport &report);

} // namespace movr
