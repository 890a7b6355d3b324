#pragma once

#include "db/base/result.h"
#include "db/fleet/deployment.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;

namespace movr {

/// A deployment file: typed or chosen, read on a thread of its own as one types, with what is wrong with it below.
class DeploymentFileField : public QWidget
{
    Q_OBJECT

public:
    /// `name`: for screen readers and the file dialog.
    explicit DeploymentFileField(const QString &name, QWidget *parent = nullptr);

    QString file() const;
    void setFile(const QString &file);
    /// What the file holds; nothing while it is empty, being read or wrong.
    const std::optional<Deployment> &deployment() const { return m_deployment; }
    /// What stands below the field.
    QString problem() const;
    QLineEdit *edit() const { return m_edit; }

Q_SIGNALS:
    /// deployment() may be another one.
    void changed();

private:
    void choose();
    void typed();
    void read();
    void accept(const Result<Deployment> &read);
    void showProblem(const QString &sentence);

    const QString m_name;
    QLineEdit *m_edit;
    QLabel *m_problem;
    QTimer m_settled; ///< the typing has paused
    std::optional<Deployment> m_deployment;
    quint64 m_asked = 0; ///< answers of an older text are dropped
};

} // namespace movr
