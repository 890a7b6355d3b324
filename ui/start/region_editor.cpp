#include "ui/start/region_editor.h"

#include "db/cluster/network_map.h"
#include "models/presentation/city_time.h"
#include "ui/theme/meaning.h"

#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace movr {

RegionEditor::RegionEditor(int number, QWidget *parent)
    : QFrame(parent), m_number(number), m_name(line(tr("Name"), QStringLiteral("gcp-us-east1"))),
      m_label(line(tr("Label"), QStringLiteral("US East"))),
      m_connection(line(tr("Connection"), QStringLiteral("host=db.example.com dbname=movr user=movr"))),
      m_password(line(tr("Password"), tr("Empty: pgpass"))),
      m_test(
          new QPushButton(QIcon::fromTheme(QStringLiteral("network-connect")), tr("Test connection"), this)),
      m_remove(new QToolButton(this)), m_result(new QLabel(this))
{
    setFrameShape(QFrame::StyledPanel);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_test->setAccessibleName(tr("Test the connection of region %1").arg(number));
    m_remove->setIcon(QIcon::fromTheme(QStringLiteral("list-remove")));
    m_remove->setAutoRaise(true);
    m_remove->setFocusPolicy(Qt::StrongFocus);
    m_remove->setToolTip(tr("Remove this region from the form"));
    m_remove->setAccessibleName(tr("Remove region %1").arg(number));
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setAccessibleName(tr("Result of the test of region %1").arg(number));
    m_result->hide();

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(10, 8, 10, 8);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    const auto add = [this, grid](const QString &text, QLineEdit *edit, int row, int column) {
        auto *caption = new QLabel(text, this);
        caption->setBuddy(edit);
        grid->addWidget(caption, row, column);
        grid->addWidget(edit, row, column + 1);
    };
    add(tr("Name:"), m_name, 0, 0);
    add(tr("Label:"), m_label, 0, 2);
    grid->addWidget(m_remove, 0, 4, Qt::AlignRight);
    grid->addWidget(new QLabel(tr("Connection:"), this), 1, 0);
    grid->addWidget(m_connection, 1, 1, 1, 4);
    add(tr("Password:"), m_password, 2, 0);
    grid->addWidget(m_test, 2, 2, 1, 3);
    grid->addWidget(m_result, 3, 0, 1, 5);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(3, 2);
    connect(m_test, &QPushButton::clicked, this, &RegionEditor::test);
    connect(m_remove, &QToolButton::clicked, this, &RegionEditor::removeWanted);
}

QLineEdit *RegionEditor::line(const QString &name, const QString &example)
{
    auto *edit = new QLineEdit(this);
    edit->setAccessibleName(tr("%1 of region %2").arg(name).arg(m_number));
    edit->setPlaceholderText(example);
    connect(edit, &QLineEdit::textEdited, this, &RegionEditor::edited);
    return edit;
}

Region RegionEditor::region() const
{
    Region region;
    region.name = m_name->text().trimmed();
    region.label = m_label->text().trimmed();
    region.connection = m_connection->text().trimmed();
    // A region of the reference has its place on the map, and a label of its own where none was given.
    for (const Region &known : NetworkMap::regions())
        if (known.name.compare(region.name, Qt::CaseInsensitive) == 0) {
            region.latitude = known.latitude;
            region.longitude = known.longitude;
            if (region.label.isEmpty())
                region.label = known.label;
        }
    if (region.label.isEmpty())
        region.label = region.name;
    return region;
}

QString RegionEditor::password() const
{
    return m_password->text();
}

void RegionEditor::setRemovable(bool removable)
{
    m_remove->setEnabled(removable);
}

void RegionEditor::test()
{
    const int generation = ++m_generation;
    m_test->setEnabled(false);
    showResult(tr("Connecting…"), true);
    testConnection(region().connection, password())
        .then(this, [this, generation](const Result<ConnectionReport> &report) {
            if (generation == m_generation)
                showReport(report);
        });
}

void RegionEditor::showReport(const Result<ConnectionReport> &report)
{
    m_test->setEnabled(true);
    if (!report.ok()) {
        showResult(report.failure().sentence, false);
        return;
    }
    const QString server =
        tr("%1 answers in %2.").arg(report->serverVersion, durationText(report->roundTrip));
    if (report->schemaVersion == 0)
        showResult(tr("%1 It has no movr schema yet.").arg(server), true);
    else
        showResult(tr("%1 Region %2, schema version %3.")
                       .arg(server, report->declaredRegion)
                       .arg(report->schemaVersion),
                   true);
}

void RegionEditor::showResult(const QString &text, bool good)
{
    QPalette colors; // only what is set here is fixed; the rest follows the appearance
    if (!good)
        colors.setColor(QPalette::WindowText, meaningColor(Meaning::Bad, palette()));
    m_result->setPalette(colors);
    m_result->setText(text);
    m_result->show();
}

} // namespace movr
