import { html, nothing } from './lit/lit-html.js';
import { api } from './api.js';
import { logo } from './parts.js';

let problem = null;
let busy = false;

export function signInPage(app) {
  const submit = async (event) => {
    event.preventDefault();
    const form = event.target;
    busy = true;
    problem = null;
    app.update();
    try {
      const session = await api.signIn(form.elements.name.value, form.elements.password.value);
      form.reset();
      await app.signedIn(session);
      app.count();
    } catch (failure) {
      problem = failure;
      form.elements.password.value = '';
      form.elements.password.focus();
    } finally {
      busy = false;
      app.update();
    }
  };
  return html`<div class="gate"><form @submit=${submit} method="post">
    <div class="brand">${logo()}Fieldwarden</div>
    <h1>Sign in</h1>
    <label class="field">Name<input name="name" required maxlength="64" autocomplete="username" autocapitalize="none" spellcheck="false" autofocus></label>
    <label class="field">Password<input name="password" type="password" required maxlength="128" autocomplete="current-password"></label>
    <div role="alert">${problem ? html`<div class="notice bad">${problem.message}</div>` : nothing}</div>
    <button class="primary" ?disabled=${busy}>${busy ? 'Signing in …' : 'Sign in'}</button>
    <p class="quiet small">The first name and password are printed once when the collector starts for the first time.</p>
  </form></div>`;
}
