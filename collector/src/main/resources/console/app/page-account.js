import { html, nothing } from './lit/lit-html.js';
import { api } from './api.js';
import { head, theme } from './frame.js';
import { text } from './text.js';

export function accountPage(app) {
  let said = null;
  const submit = async (event) => {
    event.preventDefault();
    const form = event.target;
    const { current, wanted, repeated } = form.elements;
    if (wanted.value !== repeated.value) {
      said = { bad: true, message: 'The two new passwords differ; nothing was changed.' };
      return app.update();
    }
    try {
      await api.changePassword(current.value, wanted.value);
      form.reset();
      app.account.changePassword = false;
      said = { bad: false, message: 'The password is changed. All other sessions of this account were signed out.' };
    } catch (problem) {
      said = { bad: true, message: problem.message };
    }
    app.update();
  };
  return {
    name: 'account',
    title: 'Account',
    view: () => html`${head(app, html`You are signed in as ${text(app.account.name, 60)}.`)}
      <div class="card narrow"><header><h2>Change your password</h2></header><div class="body">
        <form class="stack" @submit=${submit} method="post">
          <input type="text" name="username" autocomplete="username" .value=${app.account.name} hidden>
          <label class="field">Present password<input name="current" type="password" required maxlength="128" autocomplete="current-password"></label>
          <label class="field">New password<input name="wanted" type="password" required minlength="12" maxlength="128" autocomplete="new-password"></label>
          <p class="quiet small">12 characters or more. A few plain words in a row are easy to remember and hard to guess.</p>
          <label class="field">New password again<input name="repeated" type="password" required minlength="12" maxlength="128" autocomplete="new-password"></label>
          <div role="status">${said ? html`<div class="notice ${said.bad ? 'bad' : ''}">${said.message}</div>` : nothing}</div>
          <div class="bar"><button class="primary">Change password</button></div>
        </form></div></div>
      <div class="bar"><button @click=${theme.toggle}>Light or dark</button><button @click=${app.signOut}>Sign out</button></div>`,
  };
}
