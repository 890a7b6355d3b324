#pragma once

#include <QWidget>

class QLabel;

namespace movr {

class SearchModel;

/// What stands in place of rows: nothing was found, or the text cannot be looked for. Hidden otherwise.
class SearchNotice : public QWidget
{
    Q_OBJECT

public:
    explicit SearchNotice(const SearchModel *model, QWidget *parent = nullptr);

    /// After every change of the model.
    void showState();

private:
    void setTexts(const QString &headline, const QString &explanation);

    const SearchModel *m_model;
    QLabel *m_headline;
    QLabel *m_explanation;
};

/// What is going on, in a few words: "Searching gcp-us-east1…", "12 rows found", "The first 12 rows"; empty without a text.
QString searchStatus(const SearchModel &model);

} // namespace movr
