#include "ui/experiment/journey_export.h"

#include "models/journey/journey_files.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QJsonDocument>
#include <QPainter>
#include <QPdfWriter>
#include <QPromise>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSvgRenderer>
#include <QTextDocument>
#include <QThreadPool>
#include <QUrl>

#include <memory>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::JourneyExport)
};

constexpr int pictureScale = 2;
constexpr int pdfResolution = 96; ///< the document's unit is the pixel of a screen
constexpr int pictureWidth = 640; ///< on a page

QImage picture(const QByteArray &svg, int scale)
{
    QSvgRenderer renderer(svg);
    QImage image(renderer.defaultSize() * scale, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    renderer.render(&painter);
    return image;
}

/// The report's HTML as a text document understands it: the picture apart, lines around the cells of tables.
QString documentHtml(const JourneyReport &report)
{
    QString html = QString::fromUtf8(journeyHtml(report));
    const auto begin = html.indexOf(QStringLiteral("<svg"));
    const auto end = html.indexOf(QStringLiteral("</svg>"));
    if (begin >= 0 && end > begin)
        html.replace(begin, end + 6 - begin,
                     QStringLiteral("<p><img src=\"chart\" width=\"%1\"></p>").arg(pictureWidth));
    html.replace(QStringLiteral("<table>"),
                 QStringLiteral("<table border=\"1\" cellspacing=\"0\" cellpadding=\"3\" "
                                "style=\"border-collapse:collapse; border-color:#bbbbbb\">"));
    // A caption would be lost.
    static const QRegularExpression caption(QStringLiteral("(<table[^>]*>)\\s*<caption>(.*?)</caption>"));
    return html.replace(caption, QStringLiteral("<p><b>\\2</b></p>\\1"));
}

struct Kind {
    const char *ending;
    const char *text;
};
constexpr Kind kinds[] = {
    {"pdf", QT_TRANSLATE_NOOP("movr::JourneyExport", "PDF report (*.pdf)")},
    {"html", QT_TRANSLATE_NOOP("movr::JourneyExport", "HTML report, one file (*.html)")},
    {"png", QT_TRANSLATE_NOOP("movr::JourneyExport", "Chart as a picture (*.png)")},
    {"csv", QT_TRANSLATE_NOOP("movr::JourneyExport", "Table for spreadsheets (*.csv)")},
    {"svg", QT_TRANSLATE_NOOP("movr::JourneyExport", "Chart that scales (*.svg)")},
    {"json", QT_TRANSLATE_NOOP("movr::JourneyExport", "Everything, for programs (*.json)")},
};

} // namespace

QByteArray journeyPng(const JourneyReport &report)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    picture(journeySvg(report), pictureScale).save(&buffer, "PNG");
    return bytes;
}

QByteArray journeyPdf(const JourneyReport &report)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setResolution(pdfResolution);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(12, 12, 12, 12), QPageLayout::Millimeter);
        writer.setTitle(Tr::tr("MovR journey"));
        writer.setCreator(QStringLiteral("movr-console %1").arg(report.machine.console));
        QTextDocument document;
        document.setDocumentMargin(0);
        document.addResource(QTextDocument::ImageResource, QUrl(QStringLiteral("chart")),
                             picture(journeySvg(report), 3));
        document.setDefaultFont(QFont(QStringLiteral("sans-serif"), 8));
        document.setHtml(documentHtml(report));
        document.setPageSize(QSizeF(writer.width(), writer.height()));
        document.print(&writer);
    }
    return bytes;
}

QByteArray journeyContent(const QString &file, const JourneyReport &report)
{
    const QString ending = QFileInfo(file).suffix().toLower();
    if (ending == u"csv")
        return journeyCsv(report);
    if (ending == u"json")
        return QJsonDocument(journeyJson(report)).toJson();
    if (ending == u"svg")
        return journeySvg(report);
    if (ending == u"pdf")
        return journeyPdf(report);
    return ending == u"png" ? journeyPng(report) : journeyHtml(report);
}

QStringList journeyFileFilters()
{
    QStringList filters;
    for (const Kind &kind : kinds)
        filters.append(Tr::tr(kind.text));
    return filters;
}

QString withEndingOf(const QString &file, const QString &filter)
{
    const QString ending = QFileInfo(file).suffix().toLower();
    for (const Kind &kind : kinds)
        if (ending == QLatin1String(kind.ending))
            return file;
    for (const Kind &kind : kinds)
        if (filter == Tr::tr(kind.text))
            return file + u'.' + QLatin1String(kind.ending);
    return file;
}

QFuture<Result<Done>> saveJourney(const QString &file, const JourneyReport &report)
{
    const auto promise = std::make_shared<QPromise<Result<Done>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, file, report] {
        QSaveFile target(file);
        const QByteArray content = journeyContent(file, report);
        const bool written =
            target.open(QIODevice::WriteOnly) && target.write(content) == content.size() && target.commit();
        if (written)
            promise->addResult(Result<Done>(Done{}));
        else
            promise->addResult(
                Result<Done>(Failure{FailureKind::Environment,
                                     {},
                                     {},
                                     {},
                                     false,
                                     Tr::tr("The report cannot be written to %1: %2. Choose another place.")
                                         .arg(file, target.errorString()),
                                     {}}));
        promise->finish();
    });
    return promise->future();
}

} // namespace movr
