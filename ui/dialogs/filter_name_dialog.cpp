#include "ui/dialogs/filter_name_dialog.h"

#include <QLineEdit>

namespace movr {

namespace {

constexpr int longestName = 60;

} // namespace

FilterNameDialog::FilterNameDialog(const QStringList &known, QWidget *parent)
    : FormDialog(tr("Save filter"), parent)
{
    setIntroduction(tr("The filters that are set now, to be chosen again later."));
    m_name = addLine(tr("&Name:"), [](const QString &text) {
        return text.trimmed().isEmpty() ? tr("Give it a name.") : QString();
    });
    m_name->setMaxLength(longestName);
    setAcceptText(tr("&Save"), QStringLiteral("document-save"));
    connect(m_name, &QLineEdit::textChanged, this, [this, known](const QString &text) {
        const bool replaces = known.contains(text.trimmed(), Qt::CaseInsensitive);
        setAcceptText(replaces ? tr("&Replace") : tr("&Save"), QStringLiteral("document-save"));
    });
    m_name->setFocus();
}

QString FilterNameDialog::name() const
{
    return m_name->text().trimmed();
}

} // namespace movr
