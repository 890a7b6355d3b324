#include "ui/search/search_notice.h"

#include "models/search/search_model.h"

#include <QLabel>
#include <QVBoxLayout>

namespace movr {

SearchNotice::SearchNotice(const SearchModel *model, QWidget *parent)
    : QWidget(parent), m_model(model), m_headline(new QLabel(this)), m_explanation(new QLabel(this))
{
    setObjectName(QStringLiteral("searchNotice"));
    m_headline->setObjectName(QStringLiteral("searchHeadline"));
    m_explanation->setObjectName(QStringLiteral("searchExplanation"));
    QFont bold = m_headline->font();
    bold.setBold(true);
    m_headline->setFont(bold);
    m_explanation->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *text : {m_headline, m_explanation}) {
        text->setTextFormat(Qt::PlainText);
        text->setAlignment(Qt::AlignCenter);
        text->setWordWrap(true);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->addWidget(m_headline);
    layout->addWidget(m_explanation);
    hide();
}

void SearchNotice::showState()
{
    switch (m_model->query().problem) {
    case SearchProblem::TooLong:
        setTexts(tr("That is too long"), tr("At most %L1 characters can be looked for.").arg(longestSearch));
        return;
    case SearchProblem::NotStorable:
        setTexts(tr("Nothing found"), tr("The text has a character in it that no row can have."));
        return;
    case SearchProblem::TooShort:
        setTexts(m_model->rowCount() == 0 ? tr("Type on") : QString(),
                 tr("Rows are looked for from two characters on."));
        return;
    case SearchProblem::None:
        break;
    }
    if (m_model->isSearching() || m_model->hitCount() > 0)
        setTexts({}, {});
    else if (!m_model->gaps().isEmpty())
        setTexts(tr("No row found"), tr("Not in the regions that answered."));
    else
        setTexts(tr("No row found"),
                 tr("An id (from four digits on), a username, an e-mail address, a name or a "
                    "location is found by its beginning."));
}

void SearchNotice::setTexts(const QString &headline, const QString &explanation)
{
    m_headline->setText(headline);
    m_explanation->setText(explanation);
    setAccessibleName(headline);
    setAccessibleDescription(explanation);
    setVisible(!headline.isEmpty());
}

QString searchStatus(const SearchModel &model)
{
    if (model.query().problem != SearchProblem::None)
        return {};
    if (!model.pending().isEmpty())
        return SearchNotice::tr("Searching %1…")
            .arg(model.labels().of(model.pending()).join(SearchNotice::tr(", ")));
    if (model.isSearching())
        return SearchNotice::tr("Searching…");
    if (model.hitCount() == 0)
        return {};
    const QString found = model.hasMore()       ? SearchNotice::tr("The first %L1 rows").arg(model.hitCount())
                        : model.hitCount() == 1 ? SearchNotice::tr("1 row found")
                                                : SearchNotice::tr("%L1 rows found").arg(model.hitCount());
    return model.gaps().isEmpty() ? found : SearchNotice::tr("%1, not everywhere").arg(found);
}

} // namespace movr
