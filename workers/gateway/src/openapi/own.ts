// What the gateway says about its own routes: login, one's account, health.
import type { Descriptions } from '#shared/http/description';
import { pathsOf, type Paths } from '#shared/http/openapi';
import { DEVELOPMENT, OPEN, WITH_LOGIN } from '#shared/mediahub/api/account';

/** The gateway stores none of its own answers: its own writes can be repeated safely. */
const withoutKey = (operation: object): object => {
  const { parameters = [] } = operation as { parameters?: object[] };
  return { ...operation, parameters: parameters.filter((parameter) => !('$ref' in parameter)) };
};

function listed(descriptions: Descriptions): Paths {
  const routes = Object.keys(descriptions).map((name) => {
    const [method = '', path = ''] = name.split(' ');
    return { method, path };
  });
  const paths = pathsOf(routes, descriptions);
  for (const item of Object.values(paths))
    for (const [method, operation] of Object.entries(item)) item[method] = withoutKey(operation);
  return paths;
}

/** Without a login. */
const open = (descriptions: Descriptions): Paths =>
  Object.fromEntries(
    Object.entries(listed(descriptions)).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [method, { ...operation, security: [] }]),
      ),
    ]),
  );

/** The gateway's own routes, as they are open here. */
export const ownPaths = (devLogin: boolean): Paths => ({
  ...open(OPEN),
  ...(devLogin ? open(DEVELOPMENT) : {}),
  ...listed(WITH_LOGIN),
});
